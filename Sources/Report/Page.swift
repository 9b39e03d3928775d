import LaminaTrain

/// The frame around the sections: title, contents, foot.
extension Report {
    func page(headline: HTML, sections: [Section]) -> String {
        var html = HTML()
        html.element("html", ["lang": "en"]) { html in
            html.element("head") { html in
                html.void("meta", ["charset": "utf-8"])
                html.void(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                // The browser itself then sees to it that the page asks for nothing.
                html.void(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
                    ])
                html.element("title", text: "\(record.name) – Lamina report")
                html.style(PageStyle.css)
            }
            html.element("body") { html in
                html.element("div", ["class": "page"]) { html in
                    contents(sections, into: &html)
                    html.element("main") { html in
                        html.chart(headline.markup)
                        for section in sections { section.write(into: &html) }
                        html.element(
                            "footer", text: "Report written by Lamina \(LaminaVersion.current).")
                    }
                }
            }
        }
        return "<!DOCTYPE html>\n" + html.markup
    }

    private func contents(_ sections: [Section], into html: inout HTML) {
        html.element("nav", ["aria-label": "Contents"]) { html in
            html.element("a", ["href": "#top", "class": "home"], text: "Summary")
            for section in sections {
                html.element("a", ["href": "#\(section.id)"], text: section.title)
            }
        }
    }
}
