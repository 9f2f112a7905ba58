//! The two facts that matter of what a camera notes: which way is up, and
//! whether it says where it stood (Exif 2.32, in the form of TIFF 6.0).

/// Tag of the orientation.
const ORIENTATION: u16 = 0x0112;
/// Tag of the place, whose value leads to a list of its own.
const PLACE: u16 = 0x8825;
/// Tag of the latitude in that list.
const LATITUDE: u16 = 0x0002;

/// What a camera noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// How the pixels lie.
    pub(super) orientation: Orientation,
    /// Whether the place is told.
    pub(super) is_located: bool,
}

/// How the pixels lie: mirrored left to right, then turned clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Orientation {
    pub(super) is_mirrored: bool,
    /// By so many right angles.
    pub(super) turns: u8,
}

impl Orientation {
    /// Whether width and height change places.
    pub(super) fn is_on_its_side(self) -> bool {
        self.turns % 2 == 1
    }

    fn of(value: u32) -> Self {
        let (is_mirrored, turns) = match value {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Self { is_mirrored, turns }
    }
}

/// Reads the notes; those of a damaged list count for nothing.
pub(super) fn notes(bytes: &[u8]) -> Notes {
    let tiff = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    let Some(reader) = Reader::new(tiff) else {
        return Notes::default();
    };
    let first = reader.number(4, 4).unwrap_or_default();
    let place = reader.value(first, PLACE);
    Notes {
        orientation: Orientation::of(reader.value(first, ORIENTATION).unwrap_or_default()),
        is_located: place.is_some_and(|list| reader.value(list, LATITUDE).is_some()),
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    is_little: bool,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Self { bytes, is_little })
    }

    /// The value of a tag in the list at `list`: the number, or where it stands.
    fn value(&self, list: u32, tag: u16) -> Option<u32> {
        let list = usize::try_from(list).ok()?;
        let count = usize::try_from(self.number(list, 2)?).ok()?;
        let entries = (0..count).map(|entry| list + 2 + entry * 12);
        let entry = entries
            .take_while(|entry| entry + 12 <= self.bytes.len())
            .find(|entry| self.number(*entry, 2) == Some(u32::from(tag)))?;
        // A short number stands in the first two bytes of its four.
        let is_short = self.number(entry + 2, 2)? == 3;
        self.number(entry + 8, if is_short { 2 } else { 4 })
    }

    fn number(&self, at: usize, length: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let add = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        Some(if self.is_little {
            bytes.iter().rev().fold(0, add)
        } else {
            bytes.iter().fold(0, add)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Notes with an orientation and, if asked for, a latitude.
    pub(in crate::pictures) fn written(orientation: u8, is_located: bool) -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
        tiff.extend([0, 0, 0, 0, 0, u8::from(is_located)]);
        tiff.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 99]);
        tiff
    }

    #[test]
    fn the_orientation_and_the_place_are_read() {
        let turned = notes(&written(6, true));
        assert_eq!((turned.orientation.turns, turned.is_located), (1, true));
        let mirrored = notes(&[b"Exif\0\0".to_vec(), written(2, false)].concat());
        assert_eq!(
            (mirrored.orientation.is_mirrored, mirrored.is_located),
            (true, false)
        );
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!(notes(little).orientation.turns, 3);
    }

    #[test]
    fn damaged_notes_count_for_nothing() {
        // The entry with the orientation ends after 22 bytes, that with the
        // latitude with the file.
        let whole = written(6, true);
        for length in 0..whole.len() {
            let notes = notes(&whole[..length]);
            let turns = u8::from(length >= 22);
            assert_eq!(notes.orientation.turns, turns, "{length} bytes");
            assert!(!notes.is_located, "{length} bytes");
        }
        assert_eq!(notes(b"MM\0*\xff\xff\xff\xff"), Notes::default());
        assert_eq!(notes(b""), Notes::default());
    }
}
