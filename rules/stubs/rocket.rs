// rocket. Read from 0.5.2. `#[launch]` and `routes![..]` are macros.

use futures;
use tokio;
use self::outcome::Outcome;
use self::request::Request;
use self::config::Config;
use self::data::Data;
use self::error::Error;

#[marks(request)] struct State<T>(T);
impl<T> State<T> {
    fn get<P>(rocket: &Rocket<P>) -> Option<&State<T>>;
    fn from(value: &T) -> &State<T>;
    fn inner(&self) -> &T;
}
impl<T> std::ops::Deref for State<T> { type Target = T; }
impl<'r, T> request::FromRequest<'r> for &'r State<T> { type Error = (); }

struct Rocket<P>;
struct Build;
struct Ignite;
struct Orbit;
trait Phase {}
fn build() -> Rocket<Build>;
fn custom<T>(provider: T) -> Rocket<Build>;
async fn execute<R, F: Future<Output = R>>(future: F) -> R;
impl Rocket<Build> {
    fn build() -> Rocket<Build>;
    fn custom<T>(provider: T) -> Rocket<Build>;
    fn configure<T>(self, provider: T) -> Rocket<Build>;
    fn mount<'a, B, R>(self, base: B, routes: R) -> Rocket<Build>;
    fn register<'a, B, C>(self, base: B, catchers: C) -> Rocket<Build>;
    fn manage<T>(self, state: T) -> Rocket<Build>;
    fn attach<F>(self, fairing: F) -> Rocket<Build>;
    async fn ignite(self) -> Result<Rocket<Ignite>, Error>;
    async fn launch(self) -> Result<Rocket<Ignite>, Error>;
}
impl Rocket<Ignite> {
    async fn launch(self) -> Result<Rocket<Ignite>, Error>;
}
impl<P> Rocket<P> {
    fn state<T>(&self) -> Option<&T>;
    fn figment(&self) -> &figment::Figment;
}
struct Route;
struct Catcher;
struct Shutdown;

mod figment {
    struct Figment;
    impl Figment {
        fn extract<T>(&self) -> Result<T, Error>;
        fn extract_inner<T>(&self, path: &str) -> Result<T, Error>;
        fn focus(&self, profile: &str) -> Figment;
    }
    struct Error;
}
mod config { struct Config; }
mod data { struct Data<'r>; }
mod error { struct Error; }
mod outcome {
    enum Outcome<S, E, F> { Success(S), Error(E), Forward(F) }
    impl<S, E, F> Outcome<S, E, F> {
        fn unwrap(self) -> S;
        fn expect(self, message: &str) -> S;
        fn succeeded(self) -> Option<S>;
        fn failed(self) -> Option<E>;
        fn success_or<T>(self, value: T) -> Result<S, T>;
        fn success_or_else<T, V: FnOnce() -> T>(self, f: V) -> Result<S, T>;
        fn as_ref(&self) -> Outcome<&S, &E, &F>;
        fn map<T, M: FnOnce(S) -> T>(self, f: M) -> Outcome<T, E, F>;
        fn and_then<T, M: FnOnce(S) -> Outcome<T, E, F>>(self, f: M) -> Outcome<T, E, F>;
    }
    trait IntoOutcome<O> {
        type Error;
        type Forward;
        fn or_error(self, error: Self::Error) -> O;
        fn or_forward(self, forward: Self::Forward) -> O;
    }
}
mod request {
    #[marks(request)] struct Request<'r>;
    impl<'r> Request<'r> {
        async fn guard<T: FromRequest<'r>>(&self) -> Outcome<T, T::Error>;
        fn rocket(&self) -> &'r crate::Rocket<crate::Orbit>;
        fn local_cache<T, F>(&self, f: F) -> &T where F: FnOnce() -> T;
    }
    type Outcome<S, E> = crate::outcome::Outcome<S, (crate::http::Status, E), crate::http::Status>;
    trait FromRequest<'r> {
        type Error;
        #[marks(request)] async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error>;
    }
}
mod http {
    struct Status;
    #[marks(request)] struct CookieJar<'a>;
}
mod fairing {
    trait Fairing {}
    struct AdHoc;
    impl AdHoc {
        fn on_ignite<F, Fut: Future<Output = crate::Rocket<crate::Build>>>(name: &'static str, f: F) -> AdHoc where F: FnOnce(crate::Rocket<crate::Build>) -> Fut;
        fn try_on_ignite<F, Fut: Future<Output = Result>>(name: &'static str, f: F) -> AdHoc where F: FnOnce(crate::Rocket<crate::Build>) -> Fut;
        fn on_liftoff<F>(name: &'static str, f: F) -> AdHoc;
    }
    type Result<T = crate::Rocket<crate::Build>, E = crate::Rocket<crate::Build>> = std::result::Result<T, E>;
}
mod serde {
    mod json {
        #[marks(request)] struct Json<T>(T);
        impl<T> Json<T> { fn into_inner(self) -> T; }
        impl<T> std::ops::Deref for Json<T> { type Target = T; }
    }
}
mod form {
    #[marks(request)] struct Form<T>;
    impl<T> Form<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Form<T> { type Target = T; }
}

// The route attributes.
#[macro_export] #[marks(request)] macro_rules! get { () => {} }
#[macro_export] #[marks(request)] macro_rules! put { () => {} }
#[macro_export] #[marks(request)] macro_rules! post { () => {} }
#[macro_export] #[marks(request)] macro_rules! delete { () => {} }
#[macro_export] #[marks(request)] macro_rules! head { () => {} }
#[macro_export] #[marks(request)] macro_rules! patch { () => {} }
#[macro_export] #[marks(request)] macro_rules! options { () => {} }
#[macro_export] #[marks(request)] macro_rules! route { () => {} }
#[macro_export] #[marks(request)] macro_rules! catch { () => {} }
