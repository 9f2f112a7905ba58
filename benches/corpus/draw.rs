//! Chance that repeats itself: whole numbers only, so that the same seed gives
//! the same bytes on every machine.

/// A stream of numbers (`SplitMix64`, which is in the public domain).
pub(super) struct Draw(u64);

impl Draw {
    /// The stream of one thing, such as article 7, whatever else is drawn.
    pub(super) fn of(seed: u64, what: &str, number: usize) -> Self {
        let mut state = seed;
        // FNV-1a, over the purpose and the number.
        for byte in what.bytes().chain((number as u64).to_le_bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from 0 to just under `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).expect("it is less than `end`")
    }

    /// A number from `first` to `last`.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last + 1 - first)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// One of a list.
    pub(super) fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// The same list in another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

/// Draws ranks as news draws names: the second is met half as often as the
/// first, the third a third as often (Zipf's law), with the head a little
/// flattened.
pub(super) struct Popularity(Vec<u64>);

impl Popularity {
    /// So many ranks.
    pub(super) fn of(ranks: usize) -> Self {
        let mut sum = 0;
        let weights = (0..ranks as u64).map(|rank| {
            sum += 1_000_000_000 / (rank + 3);
            sum
        });
        Self(weights.collect())
    }

    /// A rank from 0.
    pub(super) fn draw(&self, draw: &mut Draw) -> usize {
        let whole = self.0.last().copied().unwrap_or_default();
        let at = draw.below(usize::try_from(whole).expect("it fits into 64 bits")) as u64;
        self.0.partition_point(|sum| *sum <= at)
    }
}
