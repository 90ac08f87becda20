//! The command's contract, through the real binary.

mod folders;
mod pages;
mod scene;
mod streams;
mod usage;
