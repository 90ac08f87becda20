//! The features of a page's blocks go in, some blocks at a time; log-odds that know the blocks around each and those that look like it
//! come out.
//!
//! A residual network of dilated convolutions along the page (van den Oord et al., `WaveNet`, 2016) in which every layer also hears the mean
//! of the page and of two kinds of look-alikes. It sees a run of posts, tiles or paragraphs as one, where trees see blocks one by one.

mod grouping;
mod product;
mod rows;
mod weights;

use std::array::from_fn;

use pulp::Simd;

use super::sheet::{LANES, Lane};
pub use grouping::{GROUPINGS, Grouping};
use product::{InRegisters, add, add_products, channels, in_registers, load, normalised, positive, store};
use rows::{Row, Rows};
pub use weights::Network;
use weights::{Input, Layer, TAPS};

/// Largest distance of a standardised feature from its mean, in deviations: what is further out was rare in training.
const MAX_DEVIATION: f32 = 4.0;

/// A page that the network reads, filled in by [`Network::see`].
#[derive(Debug)]
pub struct Reading {
    /// Activations of each block.
    hidden: Rows,
    /// For each block what its inputs say straight away.
    log_odds: Vec<f32>,
    /// The inputs of the blocks that are seen; kept for the next ones.
    inputs: Vec<Lane>,
}

impl Network {
    /// Begins to read a page of so many blocks.
    pub fn begin(&self, blocks: usize) -> Reading {
        let inputs = vec![[0.0; LANES]; self.inputs.len()];
        Reading { hidden: Rows::new(blocks), log_odds: vec![self.straight_bias; blocks], inputs }
    }

    /// Takes in the features of the [`LANES`] blocks from `first` on; there may be fewer.
    ///
    /// # Panics
    /// If there are fewer features than the network was trained on.
    pub fn see(&self, features: &[Lane], first: usize, reading: &mut Reading) {
        in_registers(See { network: self, features, first, reading });
    }

    /// The log-odds of each block of a page of which all blocks were seen.
    pub fn log_odds(&self, reading: Reading, groupings: &[Grouping; GROUPINGS]) -> Vec<f32> {
        in_registers(Hear { network: self, reading, groupings })
    }
}

impl Input {
    /// How many deviations from its mean the input of some blocks is.
    #[inline(always)]
    fn of<S: Simd>(&self, simd: S, values: S::f32s) -> S::f32s {
        let [wanted, zero, one] = [self.wanted.unwrap_or_default(), 0.0, 1.0].map(|number| simd.splat_f32s(number));
        let asked = simd.select_f32s(simd.equal_f32s(values, wanted), one, zero);
        let values = if self.wanted.is_some() { asked } else { values };
        let deviations = simd.mul_f32s(simd.sub_f32s(values, simd.splat_f32s(self.mean)), simd.splat_f32s(self.scale));
        let [lowest, highest] = [-MAX_DEVIATION, MAX_DEVIATION].map(|number| simd.splat_f32s(number));
        simd.max_f32s(simd.min_f32s(deviations, highest), lowest)
    }
}

/// What [`Network::see`] does.
struct See<'a> {
    network: &'a Network,
    features: &'a [Lane],
    first: usize,
    reading: &'a mut Reading,
}

impl InRegisters for See<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(self, simd: S) {
        let Self { network, features, first, reading } = self;
        let last = reading.log_odds.len().min(first + LANES);
        let mut straight = [0.0; LANES];
        for ((to, input), weight) in reading.inputs.iter_mut().zip(&network.inputs).zip(&network.straight) {
            let (weight, sums) = (simd.splat_f32s(*weight), S::as_mut_simd_f32s(&mut straight).0);
            let (values, to) = (S::as_simd_f32s(&features[input.feature]).0, S::as_mut_simd_f32s(to).0);
            for ((to, &value), sum) in to.iter_mut().zip(values).zip(sums) {
                *to = input.of(simd, value);
                *sum = simd.mul_add_e_f32s(*to, weight, *sum);
            }
        }
        reading.log_odds[first..last].iter_mut().zip(straight).for_each(|(sum, value)| *sum += value);
        let bias = load::<S, REGISTERS>(&network.input_bias);
        let blocks = &mut reading.hidden.all_mut()[first..last];
        for (tile, rows) in blocks.chunks_mut(BLOCKS).enumerate() {
            let mut sums = [bias; BLOCKS];
            let of_tile = |lane: &Lane| from_fn(|block| lane[tile * BLOCKS + block]);
            add_products(simd, &mut sums, reading.inputs.iter().map(of_tile), &network.input);
            for (row, sums) in rows.iter_mut().zip(sums) {
                store::<S, REGISTERS>(positive(simd, sums), row);
            }
        }
    }
}

/// What [`Network::log_odds`] does.
struct Hear<'a> {
    network: &'a Network,
    reading: Reading,
    groupings: &'a [Grouping; GROUPINGS],
}

impl InRegisters for Hear<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(self, simd: S) -> Vec<f32> {
        let Self { network, reading: Reading { mut hidden, mut log_odds, .. }, groupings } = self;
        let mut normal = Rows::new(log_odds.len());
        let mut said = groupings.each_ref().map(Grouping::rows);
        for layer in &network.layers {
            normalise::<S, REGISTERS>(simd, &hidden, &mut normal);
            for ((grouping, weights), said) in groupings.iter().zip(&layer.means).zip(&mut said) {
                grouping.put_means::<S, REGISTERS>(simd, normal.all(), said);
                multiply::<S, REGISTERS, BLOCKS>(simd, said, weights);
            }
            layer.add_to::<S, REGISTERS, BLOCKS>(simd, &normal, groupings, &said, &mut hidden);
        }
        normalise::<S, REGISTERS>(simd, &hidden, &mut normal);
        let output = load::<S, REGISTERS>(&network.output);
        for (sum, row) in log_odds.iter_mut().zip(normal.all()) {
            let products = load::<S, REGISTERS>(row).into_iter().zip(output);
            let total = |sum, (value, weight)| simd.mul_add_e_f32s(value, weight, sum);
            *sum += simd.reduce_sum_f32s(products.fold(simd.splat_f32s(0.0), total));
        }
        log_odds
    }
}

/// Puts in place of each row what its channels weigh in every channel.
#[inline(always)]
fn multiply<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(simd: S, rows: &mut Rows, weights: &[Row]) {
    for first in (0..rows.all().len()).step_by(BLOCKS) {
        let mut sums = [[simd.splat_f32s(0.0); REGISTERS]; BLOCKS];
        add_products(simd, &mut sums, channels(rows.near(first, 0)), weights);
        let tile = rows.all_mut()[first..].iter_mut().zip(sums);
        tile.for_each(|(row, sums)| store::<S, REGISTERS>(sums, row));
    }
}

impl Layer {
    /// Adds to the activations of each block what neighbours and groups say, if that is positive.
    #[inline(always)]
    fn add_to<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(
        &self,
        simd: S,
        normal: &Rows,
        groupings: &[Grouping; GROUPINGS],
        said: &[Rows; GROUPINGS],
        hidden: &mut Rows,
    ) {
        let bias = load::<S, REGISTERS>(&self.bias);
        let of_groups = |block: usize| {
            groupings.iter().zip(said).fold(bias, |sums, (grouping, said)| {
                add(simd, sums, load::<S, REGISTERS>(&said.all()[grouping.group_of(block)]))
            })
        };
        for (tile, rows) in hidden.all_mut().chunks_mut(BLOCKS).enumerate() {
            let first = tile * BLOCKS;
            let mut sums = [bias; BLOCKS];
            sums.iter_mut().zip(first..first + rows.len()).for_each(|(sums, block)| *sums = of_groups(block));
            for (step, weights) in TAPS.into_iter().zip(&self.taps) {
                let offset = step * self.dilation;
                if normal.has_blocks(first, offset, BLOCKS) {
                    add_products(simd, &mut sums, channels(normal.near(first, offset)), weights);
                }
            }
            for (row, sums) in rows.iter_mut().zip(sums) {
                let sums = add(simd, load::<S, REGISTERS>(row), positive(simd, sums));
                store::<S, REGISTERS>(sums, row);
            }
        }
    }
}

#[inline(always)]
fn normalise<S: Simd, const REGISTERS: usize>(simd: S, from: &Rows, to: &mut Rows) {
    for (from, to) in from.all().iter().zip(to.all_mut()) {
        store::<S, REGISTERS>(normalised(simd, load::<S, REGISTERS>(from)), to);
    }
}

#[cfg(test)]
mod tests {
    use std::array::from_fn;

    use pulp::Scalar;

    use super::product::InRegisters;
    use super::rows::CHANNELS;
    use super::{Grouping, Hear, Network, See};
    use crate::score::sheet::{LANES, Lane};

    /// One feature, one channel and others that are always silent, one layer: taps of 10, 20 and 40, the mean of a block's look times 100.
    fn file(bias: f32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |counts: &[u16], numbers: &[f32]| {
            bytes.extend(counts.iter().flat_map(|count| count.to_le_bytes()));
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        };
        let first_of =
            |count: usize, number: f32| (0..count).map(|at| if at == 0 { number } else { 0.0 }).collect::<Vec<f32>>();
        let row = |number: f32| first_of(CHANNELS, number);
        // The root of a row's mean square, if one channel speaks: what that says counts as the root of the number of channels.
        let matrix = |number: f32| first_of(CHANNELS * CHANNELS, number / (CHANNELS as f32).sqrt());
        put(&[1, 1, 0], &[f32::NAN, 1.0, 0.5]);
        put(&[], &[row(1.0), row(0.0), vec![0.5, 0.25]].concat());
        put(&[1], &[10.0, 20.0, 40.0, 0.0, 100.0, 0.0].map(matrix).concat());
        put(&[], &[row(bias), row(2.0 / (CHANNELS as f32).sqrt())].concat());
        bytes
    }

    /// The first two blocks are of one look, the third of another.
    fn log_odds(bias: f32, values: [f32; 3]) -> Vec<f32> {
        let network = Network::read(&mut &*file(bias), 1).expect("a network");
        let mut lane = [0.0; LANES];
        lane[..3].copy_from_slice(&values);
        let mut reading = network.begin(3);
        network.see(&[lane], 0, &mut reading);
        let looks = [vec![0, 0, 0], vec![0, 0, 1], vec![0, 1, 2]];
        network.log_odds(reading, &looks.map(|look| Grouping::new(look, &[1.0; 3])))
    }

    fn are_near(found: &[f32], expected: [f32; 3]) -> bool {
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-3)
    }

    #[test]
    fn a_block_hears_its_neighbours_and_its_look_alikes() {
        // Standardised 2, -1, 3: activations 2, 0, 3, of which the first and the last count as one. The middle hears 10 + 40 of its
        // neighbours and 50 of its look.
        let straight = [1.25, -0.25, 1.75];
        for (bias, middle) in [(-99.0, 2.0), (-101.0, 0.0)] {
            let found = log_odds(bias, [5.0, -1.0, 7.0]);
            assert!(
                are_near(&found, [straight[0] + 2.0, straight[1] + middle, straight[2] + 2.0]),
                "{bias}: {found:?}"
            );
        }
    }

    /// A network in which every channel and every weight counts.
    fn varied() -> Network {
        let (input, layer) = (CHANNELS + CHANNELS + 2, 6 * CHANNELS * CHANNELS + CHANNELS);
        let varied = |count: usize| (0..count).flat_map(|at| (0.3 * (at as f32 * 1.7).sin()).to_le_bytes());
        let mut bytes = [1u16, 1, 0].map(u16::to_le_bytes).concat();
        bytes.extend([f32::NAN, 1.0, 0.5].into_iter().flat_map(f32::to_le_bytes));
        bytes.extend(varied(input));
        bytes.extend(2u16.to_le_bytes());
        bytes.extend(varied(layer + CHANNELS));
        Network::read(&mut bytes.as_slice(), 1).expect("a network")
    }

    #[test]
    fn narrow_registers_say_what_wide_ones_do() {
        let network = varied();
        let features: Vec<Lane> = vec![from_fn(|lane| lane as f32 / 3.0)];
        let groupings = [(); 3].map(|()| Grouping::new((0..10).map(|block| block % 3).collect(), &[1.0; 10]));
        let [mut wide, mut narrow] = [(); 2].map(|()| network.begin(10));
        network.see(&features, 0, &mut wide);
        See { network: &network, features: &features, first: 0, reading: &mut narrow }.run::<_, CHANNELS, 1>(Scalar);
        let wide = network.log_odds(wide, &groupings);
        let narrow = Hear { network: &network, reading: narrow, groupings: &groupings }.run::<_, CHANNELS, 1>(Scalar);
        assert!(wide.iter().zip(&narrow).all(|(wide, narrow)| (wide - narrow).abs() < 1e-3), "{wide:?} {narrow:?}");
        assert!(narrow.iter().any(|other| (narrow[0] - other).abs() > 0.1), "blocks differ: {narrow:?}");
    }

    #[test]
    fn what_is_far_from_the_mean_counts_as_if_it_were_nearer() {
        assert_eq!(log_odds(0.0, [1e9; 3]), log_odds(0.0, [9.0; 3]));
    }

    #[test]
    fn refuses_files_that_are_cut_or_ask_for_features_that_are_not() {
        let whole = file(0.0);
        assert!(Network::read(&mut &*whole, 1).is_some());
        assert!(Network::read(&mut &whole[..whole.len() - 1], 1).is_none());
        assert!(Network::read(&mut &*whole, 0).is_none());
    }
}
