//! The network's part of the model file goes in, its weights come out. lab/train/network.py writes it and documents its layout.

use super::grouping::GROUPINGS;
use super::rows::{CHANNELS, MAX_DILATION, Row};
use crate::score::forest::take;

/// Blocks that a convolution reads: the one before, the block itself, the one after, each a dilation apart.
pub const TAPS: [isize; 3] = [-1, 0, 1];

/// What was learned.
#[derive(Debug)]
pub struct Network {
    pub(super) inputs: Vec<Input>,
    /// What each input weighs in every channel, and what is added.
    pub(super) input: Vec<Row>,
    pub(super) input_bias: Row,
    /// What each input weighs in the log-odds, and what is added.
    pub(super) straight: Vec<f32>,
    pub(super) straight_bias: f32,
    pub(super) layers: Vec<Layer>,
    /// What each channel weighs in the log-odds.
    pub(super) output: Row,
}

/// A feature, or whether it has a certain value, and how that was spread over the blocks of the training pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input {
    pub feature: usize,
    /// The value that is asked for: kinds of phrases are no amounts. None if the feature itself is.
    pub wanted: Option<f32>,
    pub mean: f32,
    /// One by its standard deviation.
    pub scale: f32,
}

/// A convolution over neighbours, and a matrix for the means of each grouping: what each channel weighs in every channel.
#[derive(Debug)]
pub(super) struct Layer {
    pub dilation: isize,
    pub taps: [Vec<Row>; TAPS.len()],
    pub means: [Vec<Row>; GROUPINGS],
    pub bias: Row,
}

impl Network {
    /// Reads a network from the front of `rest`; none if it is cut or its numbers do not fit each other.
    pub fn read(rest: &mut &[u8], feature_count: usize) -> Option<Self> {
        let [inputs, layers] = [take_count(rest)?, take_count(rest)?];
        let inputs: Vec<Input> = (0..inputs).map(|_| Input::read(rest, feature_count)).collect::<Option<_>>()?;
        let input = take_rows(rest, inputs.len())?;
        let input_bias = take_row(rest)?;
        let straight = (0..inputs.len()).map(|_| take_number(rest)).collect::<Option<_>>()?;
        let straight_bias = take_number(rest)?;
        let layers = (0..layers).map(|_| Layer::read(rest)).collect::<Option<_>>()?;
        let output = take_row(rest)?;
        Some(Self { inputs, input, input_bias, straight, straight_bias, layers, output })
    }
}

impl Input {
    fn read(rest: &mut &[u8], feature_count: usize) -> Option<Self> {
        let feature = take_count(rest)?;
        let [wanted, mean, scale] = [take_number(rest)?, take_number(rest)?, take_number(rest)?];
        let wanted = Some(wanted).filter(|wanted| !wanted.is_nan());
        (feature < feature_count).then_some(Self { feature, wanted, mean, scale })
    }
}

impl Layer {
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let dilation = take_count(rest)?;
        let mut matrix = || take_rows(rest, CHANNELS);
        let taps = [matrix()?, matrix()?, matrix()?];
        let means = [matrix()?, matrix()?, matrix()?];
        let bias = take_row(rest)?;
        (dilation <= MAX_DILATION).then_some(Self { dilation: dilation as isize, taps, means, bias })
    }
}

fn take_count(rest: &mut &[u8]) -> Option<usize> {
    take(rest).map(|bytes| usize::from(u16::from_le_bytes(bytes)))
}

fn take_number(rest: &mut &[u8]) -> Option<f32> {
    take(rest).map(f32::from_le_bytes)
}

fn take_row(rest: &mut &[u8]) -> Option<Row> {
    let mut row = [0.0; CHANNELS];
    for number in &mut row {
        *number = take_number(rest)?;
    }
    Some(row)
}

fn take_rows(rest: &mut &[u8], count: usize) -> Option<Vec<Row>> {
    (0..count).map(|_| take_row(rest)).collect()
}
