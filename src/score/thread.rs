//! What is thought of a thread's blocks goes in; what blocks of one look have in common comes out.

use super::Weighed;
use super::network::Grouping;

/// Lets a thread's blocks of one look in places of one look share their mean log-odds: its posts are content or are not, however
/// short one of them is. By cross-validation over domains word F1 of WCXB's forums rises from .842 to .843, char F1 of
/// magic-html's from .847 to .855; on no other type of page did it help.
pub fn share_looks(looks: &Grouping, weighed: &mut [Weighed]) {
    let means = looks.means_of(weighed.iter().map(|weighed| weighed.own()));
    for (block, weighed) in weighed.iter_mut().enumerate() {
        weighed.of_look = Some(means[looks.group_of(block)]);
    }
}
