//! "Did you mean": the known name nearest to an unknown one.

/// The candidate most like `name`, if one is near enough to be meant. Case alone never counts as a difference.
pub fn near_miss<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = name.to_lowercase();
    let allowed = name.chars().count().div_ceil(3).min(4);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            // Lengths that differ too much cannot be near, and hostile names may be long.
            if candidate.len().abs_diff(name.len()) > 4 * allowed {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
            (distance <= allowed).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
