pub use redis::Client as Shared;
