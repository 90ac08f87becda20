//! Inputs of blocks and weights go in; their products are added to sums in the processor's widest registers.
//!
//! A row of sums is some whole registers. Each input of a block is multiplied with its row of weights, [`SUMS`] registers at a time.
//! Sums are fused where the processor can: all such processors give the same numbers to the last bit, older ones nearly so.

use std::array::from_fn;

use pulp::{Arch, Simd, WithSimd};

use super::rows::{CHANNELS, MAX_TILE, Row};

/// Work on rows: `REGISTERS` of them hold a row, and `BLOCKS` are multiplied together.
pub trait InRegisters {
    /// What comes of it.
    type Output;

    /// Does it.
    fn run<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(self, simd: S) -> Self::Output;
}

/// Does the work in the widest registers that the processor has.
pub fn in_registers<W: InRegisters>(work: W) -> W::Output {
    Arch::new().dispatch(Dispatched(work))
}

struct Dispatched<W>(W);

impl<W: InRegisters> WithSimd for Dispatched<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> W::Output {
        match CHANNELS / S::F32_LANES {
            2 => self.0.run::<S, 2, { SUMS / 2 }>(simd),
            4 => self.0.run::<S, 4, { SUMS / 4 }>(simd),
            8 => self.0.run::<S, 8, { SUMS / 8 }>(simd),
            _ => self.0.run::<S, CHANNELS, 1>(simd),
        }
    }
}

/// Registers of sums: so many that none waits for the one before it, so few that weights and inputs find room beside them. The widest
/// registers hold half a row, which makes the largest tile.
const SUMS: usize = 2 * MAX_TILE;

/// The registers of a row.
pub type Registers<S, const REGISTERS: usize> = [<S as Simd>::f32s; REGISTERS];

/// A row's registers.
#[inline(always)]
pub fn load<S: Simd, const REGISTERS: usize>(row: &Row) -> Registers<S, REGISTERS> {
    let (registers, _) = S::as_simd_f32s(row);
    from_fn(|register| registers[register])
}

/// Registers as a row.
#[inline(always)]
pub fn store<S: Simd, const REGISTERS: usize>(registers: Registers<S, REGISTERS>, row: &mut Row) {
    S::as_mut_simd_f32s(row).0.copy_from_slice(&registers);
}

/// Adds to the sums of some blocks what each input weighs; `inputs` gives it for all of these blocks.
#[inline(always)]
pub fn add_products<S: Simd, const REGISTERS: usize, const BLOCKS: usize>(
    simd: S,
    sums: &mut [Registers<S, REGISTERS>; BLOCKS],
    inputs: impl Iterator<Item = [f32; BLOCKS]>,
    weights: &[Row],
) {
    for (values, weights) in inputs.zip(weights) {
        let weights = load::<S, REGISTERS>(weights);
        for (sums, value) in sums.iter_mut().zip(values) {
            let value = simd.splat_f32s(value);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = simd.mul_add_e_f32s(value, weight, *sum);
            }
        }
    }
}

/// The numbers of some rows, channel by channel.
#[inline(always)]
pub fn channels<const BLOCKS: usize>(rows: &[Row; BLOCKS]) -> impl Iterator<Item = [f32; BLOCKS]> {
    (0..CHANNELS).map(move |channel| from_fn(|block| rows[block][channel]))
}

/// The same, each by the root of the row's mean square (Zhang and Sennrich, `RMSNorm`, 2019).
#[inline(always)]
pub fn normalised<S: Simd, const REGISTERS: usize>(simd: S, row: Registers<S, REGISTERS>) -> Registers<S, REGISTERS> {
    let squares = row.iter().fold(simd.splat_f32s(0.0), |sum, &value| simd.mul_add_e_f32s(value, value, sum));
    let scale = 1.0 / (simd.reduce_sum_f32s(squares) / CHANNELS as f32 + EPSILON).sqrt();
    let scale = simd.splat_f32s(scale);
    row.map(|value| simd.mul_f32s(value, scale))
}

/// Added to a mean of squares so that no activations at all divide by something.
const EPSILON: f32 = 1e-5;

/// The sums of two rows.
#[inline(always)]
pub fn add<S: Simd, const REGISTERS: usize>(
    simd: S,
    left: Registers<S, REGISTERS>,
    right: Registers<S, REGISTERS>,
) -> Registers<S, REGISTERS> {
    from_fn(|register| simd.add_f32s(left[register], right[register]))
}

/// What is not positive as zero.
#[inline(always)]
pub fn positive<S: Simd, const REGISTERS: usize>(simd: S, row: Registers<S, REGISTERS>) -> Registers<S, REGISTERS> {
    row.map(|value| simd.max_f32s(value, simd.splat_f32s(0.0)))
}
