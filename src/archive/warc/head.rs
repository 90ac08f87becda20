//! The head of a WARC record goes in, its fields come out (WARC 1.1, section 4).

/// The fields of a record that are read; names are matched whatever their case.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub record_type: String,
    pub content_length: Option<u64>,
    pub content_type: Option<String>,
    pub url: Option<String>,
    pub date: Option<String>,
}

impl Head {
    /// Reads the lines of a head, the version among them.
    pub fn parse(head: &[u8]) -> Self {
        let mut fields = Self::default();
        // Folded lines belong to fields that nobody reads here.
        for line in String::from_utf8_lossy(head).lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim().to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => fields.record_type = value.to_ascii_lowercase(),
                "content-length" => fields.content_length = value.parse().ok(),
                "content-type" => fields.content_type = Some(value),
                // Older writers put the address in angle brackets.
                "warc-target-uri" => fields.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => fields.date = Some(value),
                _ => {}
            }
        }
        fields
    }

    /// Whether the record may hold a page, as far as its head tells.
    pub fn may_hold_page(&self) -> bool {
        match self.record_type.as_str() {
            "response" => true,
            "resource" => self.content_type.as_deref().is_some_and(is_html),
            _ => false,
        }
    }
}

/// Whether a media type is that of a page.
pub(super) fn is_html(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml")
}
