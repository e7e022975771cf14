//! A bound address, and what serves it until it is told to stop.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use actix_web::rt::{self, System, signal};
use actix_web::{App as Routes, HttpServer};

use super::{App, router};
use crate::config::Config;

/// An address that is ours, not yet answered on.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
    shutdown_timeout_s: u16,
}

impl Server {
    /// Binds the address of `config`; port 0 takes a free one.
    pub fn bind(app: App, config: &Config) -> io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind(config.bind)?,
            app: Arc::new(app),
            shutdown_timeout_s: config.shutdown_timeout_s,
        })
    }

    /// The address that is bound.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is there, then finishes what is in flight. Blocks.
    pub fn run(self, stop: impl Future<Output = ()> + 'static) -> io::Result<()> {
        let Self {
            listener,
            app,
            shutdown_timeout_s,
        } = self;
        // Requests compute more than they wait: more threads than this would only take turns.
        let threads = thread::available_parallelism().map_or(2, |cores| 2 * cores.get());
        System::new().block_on(async move {
            let stopped = Arc::clone(&app);
            let server = HttpServer::new(move || Routes::new().configure(router(&app)))
                .worker_max_blocking_threads(threads)
                .shutdown_timeout(shutdown_timeout_s.into())
                .disable_signals()
                .listen(listener)?
                .run();
            let handle = server.handle();
            rt::spawn(async move {
                stop.await;
                stopped.stop();
                handle.stop(true).await;
            });
            server.await
        })
    }
}

/// Waits for SIGTERM or SIGINT.
pub async fn stop_signal() {
    let interrupted = signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminated) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        return;
    }
    // Without a handler there is nothing to wait for but the end of the process.
    if interrupted.await.is_err() {
        std::future::pending::<()>().await;
    }
}
