//! Bytes go in, what they are if they are no text comes out.

/// Bytes that are looked at for control characters: as many as binary formats need to show themselves.
const WINDOW_BYTES: usize = 4096;

/// How formats that get saved beside pages begin.
const SIGNATURES: [(&[u8], &str); 18] = [
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1F\x8B", "gzip-compressed data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard-compressed data"),
    (b"\xFD7zXZ\0", "XZ-compressed data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x1A\x45\xDF\xA3", "a Matroska video"),
    (b"OggS\0", "an Ogg file"),
    (b"\x7FELF", "an ELF program"),
    (b"\0asm", "a WebAssembly program"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
];

/// Formats that are known by their beginning and by bytes at an offset: either alone could be text.
const CONTAINERS: [(&[u8], usize, &[u8], &str); 4] = [
    (b"RIFF", 8, b"WEBP", "a WebP image"),
    (b"RIFF", 8, b"WAVE", "a WAV recording"),
    (b"RIFF", 8, b"AVI ", "an AVI video"),
    (b"\0", 4, b"ftyp", "an MP4 video"),
];

/// What the bytes are by their signature, with its article: `a PNG image`.
pub fn kind_by_signature(bytes: &[u8]) -> Option<&'static str> {
    let has = |offset: usize, signature: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(signature));
    let simple = SIGNATURES.iter().find(|(signature, _)| has(0, signature)).map(|(_, kind)| *kind);
    simple.or_else(|| {
        let mut containers = CONTAINERS.iter();
        containers.find(|(start, at, name, _)| has(0, start) && has(*at, name)).map(|(.., kind)| *kind)
    })
}

/// Whether the bytes hold so many control characters that they are no text in any encoding based on ASCII.
///
/// What begins like markup is text, however broken: a page may hold stray NULs.
pub fn is_mostly_control(bytes: &[u8]) -> bool {
    let window = &bytes[..bytes.len().min(WINDOW_BYTES)];
    if begins_like_markup(window) {
        return false;
    }
    let nulls = window.iter().filter(|&&byte| byte == 0).count();
    let others = window.iter().filter(|&&byte| is_control(byte)).count();
    // Of random bytes one in nine is such a control character; text holds one in thousands, if any.
    others * 20 > window.len() || (nulls + others) * 3 > window.len()
}

/// Control characters without use in text: not white space, not NUL, not the escape of ISO-2022-JP
/// (the "binary data bytes" of WHATWG MIME Sniffing, section 3).
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x01..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F)
}

fn begins_like_markup(bytes: &[u8]) -> bool {
    match bytes.trim_ascii_start() {
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'),
        _ => false,
    }
}
