//! Where a page's timeline can be taken from, for its links.

use super::Pages;
use crate::render::export::{About, Form, forms};
use crate::render::plan::Page;
use crate::render::view::TimelineFiles;
use crate::site::Happening;

impl Pages<'_> {
    pub(super) fn timeline_files(
        &self,
        page: &Page,
        about: About,
        events: &[Happening<'_>],
    ) -> TimelineFiles {
        let forms = forms(about, events.iter().map(|event| event.when));
        let address = page.address(self.site);
        let url = |form: Form| {
            let is_made = forms.contains(&form);
            is_made.then(|| self.urls.path(&form.address(&address)))
        };
        TimelineFiles {
            calendar: url(Form::Calendar),
            json: url(Form::Json),
            csv: url(Form::Csv),
            ..TimelineFiles::default()
        }
    }
}
