//! What a process has used, as Linux tells it; 0 where the system does not tell.

use std::fs;

/// Ticks of a second in `/proc/PID/stat`, on every Linux of today.
const TICKS: f64 = 100.0;

/// A process by its number.
pub(crate) struct Usage(pub(crate) u32);

impl Usage {
    /// Memory in MiB: `VmRSS` what is resident, `VmHWM` the most that ever was.
    pub(crate) fn memory(&self, which: &str) -> f64 {
        let status = self.told("status");
        let mut lines = status.lines().filter_map(|line| line.split_once(':'));
        let figure = lines.find_map(|(name, figure)| (name == which).then_some(figure));
        let kib = figure.and_then(|figure| figure.split_whitespace().next());
        kib.map_or(0.0, |kib| kib.parse::<f64>().unwrap_or(0.0) / 1024.0)
    }

    /// Seconds that all threads have computed.
    pub(crate) fn processor_time(&self) -> f64 {
        let stat = self.told("stat");
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks = ticks.filter_map(|ticks| ticks.parse::<f64>().ok());
        ticks.sum::<f64>() / TICKS
    }

    fn told(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.0)).unwrap_or_default()
    }
}
