//! The command's contract, through the real binary.

mod containers;
mod faults;
mod folders;
mod pages;
mod reports;
mod resume;
mod scene;
mod streams;
mod usage;
