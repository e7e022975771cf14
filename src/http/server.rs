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

    /// Answers until what `stop` gives is there, then finishes what is in flight. Blocks.
    ///
    /// `stop` is called before the first request is answered, so that whoever had an answer can stop the server.
    pub fn run<S>(self, stop: impl FnOnce() -> io::Result<S>) -> io::Result<()>
    where
        S: Future<Output = ()> + 'static,
    {
        let Self {
            listener,
            app,
            shutdown_timeout_s,
        } = self;
        // Requests compute more than they wait: more threads than this would only take turns.
        let threads = thread::available_parallelism().map_or(2, |cores| 2 * cores.get());
        System::new().block_on(async move {
            let stop = stop()?;
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

/// Heeds SIGTERM and SIGINT from now on, and waits for the first.
#[cfg(unix)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    let mut terminated = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler there is nothing to wait for but the end of the process.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
