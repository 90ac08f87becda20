//! Archives through the public face of the library: what is found in them, whole and damaged.

mod damage;
mod formats;
mod packing;
mod shelf;
mod warc;
