//! Who an entity appears with, as a picture: the entity in the middle, the
//! others in an arc on either side, the line to each as thick as they share
//! articles.
//!
//! The places depend on the order of the others alone, so the same facts make
//! the same picture. A kind has its shape as well as its colour; colours are
//! for the style sheet. It knows names and counts, no site and no page.

use std::fmt::Write;

use super::escape;
use crate::entity::Kind;

/// How wide the picture is in its own units.
const WIDTH: f64 = 640.0;

/// How far the others of one side stand apart.
const STEP: f64 = 50.0;

/// How far from the middle the arcs begin, and how far they bulge.
const NEAR: f64 = 76.0;
const BULGE: f64 = 32.0;

/// The thinnest and the thickest line.
const LINES: (f64, f64) = (1.0, 6.0);

/// How many letters of a name have room, even if they are wide.
const LETTERS: usize = 22;

/// Somebody in the picture.
#[derive(Clone, Debug)]
pub(super) struct Neighbour {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) kind: Kind,
    /// How many articles they share.
    pub(super) shared: usize,
    /// The same in words.
    pub(super) words: String,
}

/// The picture, as SVG; none when nobody is there. The others are in order,
/// those who share most first.
pub(super) fn neighbourhood(name: &str, kind: Kind, others: &[Neighbour]) -> Option<String> {
    let most = others.iter().map(|other| other.shared).max()?;
    let rows = others.len().div_ceil(2);
    let height = (number(rows) * STEP + 16.0).max(120.0);
    let middle = (WIDTH / 2.0, height / 2.0);
    let mut lines = String::new();
    let mut nodes = String::new();
    for (at, other) in others.iter().enumerate() {
        let spot = Spot::of(at, others.len(), middle);
        line(&mut lines, middle, &spot, thickness(other.shared, most));
        node(&mut nodes, &spot, other);
    }
    let mut svg = format!(
        "<svg class=\"near\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    svg.push_str(&lines);
    svg.push_str(&nodes);
    push(
        &mut svg,
        &format!(
            "<g class=\"e-{kind} self\">{}<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text></g></svg>",
            shape(kind, middle, 17.0),
            middle.0,
            middle.1 + 38.0,
            escape(&cut(name))
        ),
    );
    Some(svg)
}

/// Where one of the others stands.
struct Spot {
    at: (f64, f64),
    /// To the right of the middle it is 1, else -1.
    side: f64,
}

impl Spot {
    /// They take turns right and left, from the top down.
    fn of(at: usize, count: usize, middle: (f64, f64)) -> Self {
        let is_right = at.is_multiple_of(2);
        let rows = if is_right {
            count.div_ceil(2)
        } else {
            count / 2
        };
        let from_middle = number(at / 2) - (number(rows) - 1.0) / 2.0;
        let side = if is_right { 1.0 } else { -1.0 };
        let lean = from_middle * 2.0 / number(count.div_ceil(2)).max(1.0);
        let reach = NEAR + BULGE * (1.0 - lean * lean).max(0.0);
        Self {
            at: (middle.0 + side * reach, middle.1 + from_middle * STEP),
            side,
        }
    }
}

fn line(svg: &mut String, middle: (f64, f64), spot: &Spot, thickness: f64) {
    let bend = middle.0 + spot.side * NEAR / 2.0;
    push(
        svg,
        &format!(
            "<path class=\"tie\" d=\"M{:.1} {:.1}Q{bend:.1} {:.1} {:.1} {:.1}\" stroke-width=\"{thickness:.1}\"/>",
            middle.0, middle.1, spot.at.1, spot.at.0, spot.at.1
        ),
    );
}

fn node(svg: &mut String, spot: &Spot, other: &Neighbour) {
    let (x, y) = spot.at;
    let anchor = if spot.side > 0.0 { "start" } else { "end" };
    let x_of_text = x + spot.side * 16.0;
    let full = escape(&other.name);
    push(
        svg,
        &format!(
            "<a class=\"e-{}\" href=\"{}\" tabindex=\"-1\"><title>{full}, {}</title>{}\
             <text x=\"{x_of_text:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}\
             <tspan class=\"shared\" x=\"{x_of_text:.1}\" dy=\"15\">{}</tspan></text></a>",
            other.kind,
            escape(&other.url),
            escape(&other.words),
            shape(other.kind, spot.at, 9.0),
            y - 1.0,
            escape(&cut(&other.name)),
            escape(&other.words),
        ),
    );
}

/// The shape of a kind, about as large whatever the kind.
fn shape(kind: Kind, (x, y): (f64, f64), r: f64) -> String {
    let polygon = |corners: &[(f64, f64)]| {
        let mut points = String::new();
        for (dx, dy) in corners {
            push(
                &mut points,
                &format!("{:.1},{:.1} ", x + dx * r, y + dy * r),
            );
        }
        format!("<polygon class=\"node\" points=\"{}\"/>", points.trim_end())
    };
    let rectangle = |w: f64, h: f64, round: f64| {
        format!(
            "<rect class=\"node\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{:.1}\"/>",
            x - w * r,
            y - h * r,
            2.0 * w * r,
            2.0 * h * r,
            round * r
        )
    };
    match kind {
        Kind::Person => {
            format!("<circle class=\"node\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"/>")
        }
        Kind::Organisation => rectangle(0.9, 0.9, 0.0),
        Kind::Place => polygon(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
        Kind::Group => polygon(&[
            (-0.55, -0.95),
            (0.55, -0.95),
            (1.1, 0.0),
            (0.55, 0.95),
            (-0.55, 0.95),
            (-1.1, 0.0),
        ]),
        Kind::Event => polygon(&[(0.0, -1.2), (1.15, 0.8), (-1.15, 0.8)]),
        Kind::Work => rectangle(0.7, 1.05, 0.0),
        Kind::Product => rectangle(1.15, 0.7, 0.5),
        Kind::Other => format!(
            "<circle class=\"node ring\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\"/>",
            r * 0.85
        ),
    }
}

fn thickness(shared: usize, most: usize) -> f64 {
    let (thin, thick) = LINES;
    thin + (thick - thin) * number(shared - 1) / number(most.max(2) - 1)
}

/// A name that has room.
fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let start: String = name.chars().take(LETTERS - 1).collect();
    format!("{}\u{2026}", start.trim_end())
}

#[expect(clippy::cast_precision_loss, reason = "a picture of a dozen names")]
fn number(n: usize) -> f64 {
    n as f64
}

fn push(svg: &mut String, text: &str) {
    svg.write_str(text).expect("a string takes all");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbour(name: &str, kind: Kind, shared: usize) -> Neighbour {
        Neighbour {
            name: name.to_owned(),
            url: format!("/{name}/"),
            kind,
            shared,
            words: format!("{shared} articles"),
        }
    }

    #[test]
    fn the_more_they_share_the_thicker_the_line() {
        let others = [
            neighbour("NATO", Kind::Organisation, 9),
            neighbour("Mosul", Kind::Place, 5),
            neighbour("A & B", Kind::Person, 1),
        ];
        let svg = neighbourhood("Ash Carter", Kind::Person, &others).expect("there are others");
        for part in [
            "stroke-width=\"6.0\"",
            "stroke-width=\"3.5\"",
            "stroke-width=\"1.0\"",
            "<a class=\"e-place\" href=\"/Mosul/\" tabindex=\"-1\"><title>Mosul, 5 articles</title><polygon",
            "A &amp; B",
            ">Ash Carter</text>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("style=") && !svg.contains("NaN"));
    }

    #[test]
    fn nobody_makes_no_picture_and_one_makes_one() {
        assert!(neighbourhood("A", Kind::Person, &[]).is_none());
        let one = [neighbour("B", Kind::Other, 1)];
        let svg = neighbourhood("A", Kind::Person, &one).expect("there is one");
        assert!(!svg.contains("NaN") && svg.contains("stroke-width=\"1.0\""));
    }

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(
            cut("House of Commons of Canada, Ottawa"),
            "House of Commons of C\u{2026}"
        );
        assert_eq!(cut("Mosul"), "Mosul");
    }
}
