// actix: actors. An actor is a value of the codebase; its address holds it without owning its fields.

mod prelude {
    use super::{Actor, Addr, AsyncContext, Context, Handler, Message, StreamHandler};
}
trait Actor {
    type Context;
    fn started(&mut self, ctx: &mut Self::Context);
    fn stopped(&mut self, ctx: &mut Self::Context);
    fn start(self) -> Addr<Self>;
    fn start_default() -> Addr<Self> where Self: Default;
    fn create<F>(f: F) -> Addr<Self> where F: FnOnce(&mut Context<Self>) -> Self;
}
trait Handler<M> {
    type Result;
    #[marks(message)] fn handle(&mut self, msg: M, ctx: &mut Self::Context) -> Self::Result where Self: Actor;
}
trait Message { type Result; }
trait StreamHandler<I> { #[marks(message)] fn handle(&mut self, item: I, ctx: &mut Self::Context) where Self: Actor; }
trait AsyncContext<A> {
    fn address(&self) -> Addr<A>;
}
#[borrows]
struct Addr<A>;
impl<A> Addr<A> {
    fn do_send<M>(&self, msg: M);
    fn try_send<M>(&self, msg: M) -> Result<(), _>;
    async fn send<M: Message>(&self, msg: M) -> Result<M::Result, MailboxError>;
}
impl<A> Clone for Addr<A> { fn clone(&self) -> Addr<A>; }
enum MailboxError { Closed, Timeout }
#[borrows]
struct Context<A>;
impl<A> AsyncContext<A> for Context<A> {}
