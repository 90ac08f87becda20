//! The command's contract, through the real binary.

mod containers;
mod faults;
mod folders;
mod pages;
mod resume;
mod scene;
mod streams;
mod usage;
