//! A linear-chain conditional random field, trained by `AdaGrad`.
//!
//! Lafferty and others 2001; Duchi, Hazan and Singer 2011. One
//! thread and its own exponential, so that the same data gives the same
//! weights on every machine.

use dateline::annotate::recognise::tags::{OUTSIDE, TAGS, is_open, may_follow};

/// A row of weights, padded for the processor's sake.
pub(super) type Row = [f32; 24];

/// A segment to learn from.
pub(super) struct Example {
    /// How much it counts.
    pub(super) weight: f32,
    /// Per token: where its features end among `features`.
    pub(super) ends: Vec<u32>,
    /// Per token: how many of its features are of words as such; they stand first.
    pub(super) lexical: Vec<u8>,
    /// The features of all tokens.
    pub(super) features: Vec<u32>,
    /// Per token: the tags that are right, as bits.
    pub(super) right: Vec<u32>,
}

/// How to train.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) epochs: usize,
    pub(super) averaged: usize,
    pub(super) rate: f32,
    pub(super) decay: f32,
    pub(super) dropout: f32,
}

/// The weights.
#[derive(Clone)]
pub(super) struct Weights {
    pub(super) rows: Vec<Row>,
    pub(super) transitions: [[f32; TAGS]; TAGS],
}

/// Trains on examples in an order made by `seed`.
pub(super) fn train(examples: &[Example], features: usize, plan: Plan, mut seed: u64) -> Weights {
    let mut weights = Weights {
        rows: vec![[0.0; 24]; features],
        transitions: [[0.0; TAGS]; TAGS],
    };
    let mut squares = vec![[1e-3_f32; 24]; features];
    let mut transition_squares = [[1e-3_f32; TAGS]; TAGS];
    let mut average = Weights {
        rows: vec![[0.0; 24]; features],
        transitions: [[0.0; TAGS]; TAGS],
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut work = Work::default();
    let mut kept: Vec<u32> = Vec::new();
    let mut kept_ends: Vec<usize> = Vec::new();
    for epoch in 0..plan.epochs {
        shuffle(&mut order, &mut seed);
        let mut loss = 0.0_f64;
        for index in &order {
            let example = &examples[*index];
            drop_out(example, plan.dropout, &mut seed, &mut kept, &mut kept_ends);
            loss += f64::from(work.gradient(&kept, &kept_ends, &example.right, &weights))
                * f64::from(example.weight);
            let mut start = 0;
            for (at, end) in kept_ends.iter().enumerate() {
                let difference = &work.difference[at];
                let largest = difference
                    .iter()
                    .fold(0.0_f32, |most, value| most.max(value.abs()));
                if largest > 1e-3 {
                    for feature in &kept[start..*end] {
                        let row = &mut weights.rows[*feature as usize];
                        let square = &mut squares[*feature as usize];
                        for tag in 0..24 {
                            let slope = difference[tag] * example.weight + plan.decay * row[tag];
                            square[tag] += slope * slope;
                            row[tag] -= plan.rate * slope / square[tag].sqrt();
                        }
                    }
                }
                start = *end;
            }
            for from in 0..TAGS {
                for to in 0..TAGS {
                    let slope = work.transitions[from][to] * example.weight;
                    if slope != 0.0 {
                        transition_squares[from][to] += slope * slope;
                        weights.transitions[from][to] -=
                            plan.rate * slope / transition_squares[from][to].sqrt();
                    }
                }
            }
        }
        eprintln!("epoch {epoch}: loss {:.4}", loss / examples.len() as f64);
        if epoch + plan.averaged >= plan.epochs {
            let share = 1.0 / plan.averaged as f32;
            for (sum, row) in average.rows.iter_mut().zip(&weights.rows) {
                sum.iter_mut()
                    .zip(row)
                    .for_each(|(sum, value)| *sum += share * value);
            }
            for (sum, row) in average.transitions.iter_mut().zip(&weights.transitions) {
                sum.iter_mut()
                    .zip(row)
                    .for_each(|(sum, value)| *sum += share * value);
            }
        }
    }
    average
}

/// The next number of a sequence (Marsaglia's xorshift).
pub(super) fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(seed) % (at as u64 + 1)) as usize);
    }
}

fn drop_out(
    example: &Example,
    share: f32,
    seed: &mut u64,
    kept: &mut Vec<u32>,
    ends: &mut Vec<usize>,
) {
    kept.clear();
    ends.clear();
    let limit = (share * 65536.0) as u64;
    let mut start = 0;
    for (end, lexical) in example.ends.iter().zip(&example.lexical) {
        let features = &example.features[start..*end as usize];
        let skip = if next(seed) & 0xffff < limit {
            *lexical as usize
        } else {
            0
        };
        let mut bits = 0;
        for (index, feature) in features.iter().enumerate().skip(skip) {
            if index % 4 == 0 || bits == 0 {
                bits = next(seed);
            }
            if bits & 0xffff >= limit {
                kept.push(*feature);
            }
            bits >>= 16;
        }
        ends.push(kept.len());
        start = *end as usize;
    }
}

#[derive(Default)]
struct Work {
    scores: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    right: Vec<Row>,
    difference: Vec<Row>,
    transitions: [[f32; TAGS]; TAGS],
}

impl Work {
    /// The slope of the loss for each token's tags and for transitions; the loss.
    fn gradient(
        &mut self,
        features: &[u32],
        ends: &[usize],
        right: &[u32],
        weights: &Weights,
    ) -> f32 {
        let length = ends.len();
        self.scores.clear();
        let mut start = 0;
        for end in ends {
            let mut sum = [0.0_f32; 24];
            for feature in &features[start..*end] {
                let row = &weights.rows[*feature as usize];
                sum.iter_mut()
                    .zip(row)
                    .for_each(|(sum, value)| *sum += value);
            }
            let most = sum[..TAGS].iter().copied().fold(f32::MIN, f32::max);
            for value in &mut sum {
                *value = exp(*value - most);
            }
            sum[TAGS..].fill(0.0);
            self.scores.push(sum);
            start = *end;
        }
        let mut steps = [[0.0_f32; TAGS]; TAGS];
        for from in 0..TAGS {
            for to in 0..TAGS {
                if may_follow(from, to) {
                    steps[from][to] = exp(weights.transitions[from][to]);
                }
            }
        }
        self.difference.clear();
        self.difference.resize(length, [0.0; 24]);
        self.transitions = [[0.0; TAGS]; TAGS];
        let free = self.pass(&steps, None, 1.0);
        let held = self.pass(&steps, Some(right), -1.0);
        free - held
    }

    /// Adds `sign` times the expectations of one lattice; the log of its mass.
    fn pass(&mut self, steps: &[[f32; TAGS]; TAGS], right: Option<&[u32]>, sign: f32) -> f32 {
        self.right.clear();
        for (at, scores) in self.scores.iter().enumerate() {
            let mut scores = *scores;
            if let Some(right) = right {
                for (tag, score) in scores[..TAGS].iter_mut().enumerate() {
                    if right[at] & 1 << tag == 0 {
                        *score = 0.0;
                    }
                }
            }
            self.right.push(scores);
        }
        self.forward.clear();
        let mut mass = 0.0;
        let mut before = [0.0_f32; 24];
        before[OUTSIDE] = 1.0;
        for scores in &self.right {
            let mut row = [0.0_f32; 24];
            for from in 0..TAGS {
                if before[from] > 0.0 {
                    for to in 0..TAGS {
                        row[to] += before[from] * steps[from][to];
                    }
                }
            }
            let mut sum = 0.0;
            for tag in 0..TAGS {
                row[tag] *= scores[tag];
                sum += row[tag];
            }
            mass += ln(sum.max(1e-30));
            let scale = 1.0 / sum.max(1e-30);
            for value in &mut row {
                *value *= scale;
            }
            self.forward.push(row);
            before = row;
        }
        mass += self.go_back(steps);
        self.expect_tags(sign);
        self.expect_transitions(steps, sign);
        mass
    }

    /// Fills the table from the right; the log of what the last step adds.
    fn go_back(&mut self, steps: &[[f32; TAGS]; TAGS]) -> f32 {
        let length = self.right.len();
        self.backward.clear();
        self.backward.resize(length, [0.0; 24]);
        for tag in 0..TAGS {
            self.backward[length - 1][tag] = if is_open(tag) {
                0.0
            } else {
                steps[tag][OUTSIDE]
            };
        }
        let total: f32 = (0..TAGS)
            .map(|tag| self.forward[length - 1][tag] * self.backward[length - 1][tag])
            .sum();
        let mass = ln(total.max(1e-30));
        for at in (0..length - 1).rev() {
            let mut gains = [0.0_f32; TAGS];
            let mut sum = 0.0;
            for tag in 0..TAGS {
                gains[tag] = self.right[at + 1][tag] * self.backward[at + 1][tag];
            }
            let mut row = [0.0_f32; 24];
            for from in 0..TAGS {
                for to in 0..TAGS {
                    row[from] += steps[from][to] * gains[to];
                }
                sum += row[from];
            }
            let scale = 1.0 / sum.max(1e-30);
            for value in &mut row {
                *value *= scale;
            }
            self.backward[at] = row;
        }
        mass
    }

    fn expect_tags(&mut self, sign: f32) {
        let length = self.right.len();
        for at in 0..length {
            let mut share = [0.0_f32; 24];
            let mut sum = 0.0;
            for tag in 0..TAGS {
                share[tag] = self.forward[at][tag] * self.backward[at][tag];
                sum += share[tag];
            }
            let scale = sign / sum.max(1e-30);
            for tag in 0..TAGS {
                self.difference[at][tag] += share[tag] * scale;
            }
        }
    }

    fn expect_transitions(&mut self, steps: &[[f32; TAGS]; TAGS], sign: f32) {
        let length = self.right.len();
        for at in 0..=length {
            let first = {
                let mut first = [0.0_f32; 24];
                first[OUTSIDE] = 1.0;
                first
            };
            let before = if at == 0 {
                &first
            } else {
                &self.forward[at - 1]
            };
            if at == length {
                let mut sum = 0.0;
                for from in 0..TAGS {
                    sum += before[from] * self.backward[at - 1][from];
                }
                for from in 0..TAGS {
                    self.transitions[from][OUTSIDE] +=
                        sign * before[from] * self.backward[at - 1][from] / sum.max(1e-30);
                }
                continue;
            }
            let mut gains = [0.0_f32; TAGS];
            for tag in 0..TAGS {
                gains[tag] = self.right[at][tag] * self.backward[at][tag];
            }
            let mut sum = 0.0;
            let mut flow = [[0.0_f32; TAGS]; TAGS];
            for from in 0..TAGS {
                if before[from] > 0.0 {
                    for to in 0..TAGS {
                        flow[from][to] = before[from] * steps[from][to] * gains[to];
                        sum += flow[from][to];
                    }
                }
            }
            let scale = sign / sum.max(1e-30);
            for from in 0..TAGS {
                for to in 0..TAGS {
                    self.transitions[from][to] += flow[from][to] * scale;
                }
            }
        }
    }
}

/// e to the power of `x`, to six figures, by shifts and a polynomial.
fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = x.floor();
    let part = (x - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5
                        + part
                            * (1.0 / 6.0
                                + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * series
}

/// The natural logarithm, for the loss that is printed only.
fn ln(x: f32) -> f32 {
    x.ln()
}
