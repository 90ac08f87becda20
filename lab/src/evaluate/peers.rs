//! A table of public figures goes in (lab/peers.tsv), what others score on a group of pages comes out.

use crate::evaluate::figures::Metric;

/// Figures of other extractors, measured on the same pages.
const PEERS: &str = include_str!("../../peers.tsv");

/// Another extractor's figure of a group of pages.
#[derive(Debug, Clone, PartialEq)]
pub struct PeerFigure {
    /// Name of the extractor, with its version.
    pub extractor: String,
    /// Name of the set.
    pub set: String,
    /// Name of the group.
    pub group: String,
    /// What was measured.
    pub metric: Metric,
    /// 0 to 1.
    pub value: f64,
}

/// All public figures, in the order of the file.
pub fn read() -> Vec<PeerFigure> {
    PEERS.lines().filter(|line| !line.starts_with('#')).filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<PeerFigure> {
    let [extractor, set, group, metric, value] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    Some(PeerFigure {
        extractor: extractor.to_owned(),
        set: set.to_owned(),
        group: group.to_owned(),
        metric: Metric::of_name(metric)?,
        value: value.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{PEERS, read};

    #[test]
    fn every_line_is_read() {
        assert_eq!(read().len(), PEERS.lines().filter(|line| !line.starts_with('#')).count());
        assert!(read().iter().all(|figure| (0.0..=1.0).contains(&figure.value)));
    }
}
