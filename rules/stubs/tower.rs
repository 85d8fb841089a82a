// tower. Read from 0.5.3.

use self::builder::ServiceBuilder;
trait Service<Request> {
    type Response;
    type Error;
    type Future;
    #[marks(request)] fn call(&mut self, req: Request) -> Self::Future;
}
trait ServiceExt<Request>: Service<Request> {
    async fn oneshot(self, req: Request) -> Result<Self::Response, Self::Error>;
    async fn ready(&mut self) -> Result<&mut Self, Self::Error>;
}
impl<T: Service<Request>, Request> ServiceExt<Request> for T {}
trait Layer<S> {
    type Service;
    fn layer(&self, inner: S) -> Self::Service;
}
type BoxError = Box<dyn std::error::Error>;
#[runs(request)] fn service_fn<T>(f: T) -> util::ServiceFn<T>;
mod util { struct ServiceFn<T>; }
mod builder {
    struct ServiceBuilder<L>;
    impl<L> ServiceBuilder<L> {
        fn new() -> ServiceBuilder<L>;
        fn layer<T>(self, layer: T) -> ServiceBuilder<L>;
        fn service<S>(&self, service: S) -> S;
    }
}
