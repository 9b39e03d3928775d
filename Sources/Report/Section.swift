/// A part of the report: a heading, a sentence that says what is to be seen, and the pictures.
struct Section {
    /// The anchor in the page's address.
    let id: String
    let title: String
    /// What the reader should take away; empty for none.
    let lead: String
    let body: HTML

    init(_ id: String, _ title: String, lead: String = "", _ body: (inout HTML) -> Void = { _ in })
    {
        var html = HTML()
        body(&html)
        (self.id, self.title, self.lead, self.body) = (id, title, lead, html)
    }

    func write(into html: inout HTML) {
        html.element("section", ["id": id]) { html in
            html.element("h2", text: title)
            if !lead.isEmpty { html.element("p", ["class": "lead"], text: lead) }
            html.chart(body.markup)
        }
    }
}
