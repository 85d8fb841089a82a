// async-graphql. Read from 8.0.0-rc.5: the data of a schema, as resolvers see it.

type Result<T, E = Error> = std::result::Result<T, E>;
struct Error;
impl Error { fn new(message: _) -> Error; }
#[marks(request)] struct Context<'a>;
impl<'a> Context<'a> {
    fn data<D>(&self) -> Result<&'a D>;
    fn data_unchecked<D>(&self) -> &'a D;
    fn data_opt<D>(&self) -> Option<&'a D>;
}
struct SchemaBuilder<Query, Mutation, Subscription>;
impl<Query, Mutation, Subscription> SchemaBuilder<Query, Mutation, Subscription> {
    fn data<D>(self, data: D) -> SchemaBuilder<Query, Mutation, Subscription>;
    fn finish(self) -> Schema<Query, Mutation, Subscription>;
}
struct Schema<Query, Mutation, Subscription>;
impl<Query, Mutation, Subscription> Schema<Query, Mutation, Subscription> {
    fn build(query: Query, mutation: Mutation, subscription: Subscription) -> SchemaBuilder<Query, Mutation, Subscription>;
}
struct Request;
impl Request { fn data<D>(self, data: D) -> Request; }
struct EmptyMutation;
struct EmptySubscription;
