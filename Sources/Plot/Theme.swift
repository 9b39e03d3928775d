/// The colours of paper, ink and lines, and the style sheet that lets a page set them.
///
/// A page overrides any of `--plot-paper`, `--plot-ink`, `--plot-muted`, `--plot-grid`,
/// `--plot-font` and `--plot-c0` to `--plot-c6` (series) on any element around the chart. What it
/// leaves is chosen from the two themes below by the reader's `prefers-color-scheme`, so a page with
/// a switch of its own sets all the colours. Elements carry the light ones as attributes too, for
/// programs that know no CSS variables.
enum Theme {
    struct Colors {
        let paper, ink, muted, grid: String
        let series: [String]
    }

    static let light = Colors(
        paper: "#ffffff", ink: "#1f2328", muted: "#59636e", grid: "#e3e6ea",
        series: Palette.okabeIto.map(\.hex))

    /// Blue and ink are lighter than in `light`, for a contrast above 4 to 1 on dark paper.
    static let dark = Colors(
        paper: "#16191d", ink: "#e6e9ed", muted: "#9aa4af", grid: "#30363d",
        series: ["#2b8fd6"] + light.series[1...5] + ["#aab4bf"])

    /// Names begin with `lp-`, so that neither the page's rules reach in nor these reach out.
    static let css: String = {
        let font = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
        let series = light.series.indices.map { ".lamina-plot .lp-s\($0){color:var(--lp-c\($0))}" }
        return """
            .lamina-plot{\(variables(light))fill:var(--lp-ink);font-family:var(--plot-font,\(font))}\
            @media (prefers-color-scheme:dark){.lamina-plot{\(variables(dark))}}\
            .lamina-plot .lp-paper{fill:var(--lp-paper)}\
            .lamina-plot .lp-muted{fill:var(--lp-muted)}\
            .lamina-plot .lp-grid{stroke:var(--lp-grid)}\
            .lamina-plot .lp-line{stroke:var(--lp-muted)}\
            .lamina-plot .lp-edge{stroke:var(--lp-paper)}\
            .lamina-plot .lp-halo{stroke:var(--lp-paper);stroke-width:3px;\
            stroke-linejoin:round;paint-order:stroke}\
            .lamina-plot .lp-hover{fill:transparent}\
            \(series.joined())
            """
    }()

    private static func variables(_ colors: Colors) -> String {
        let plain = [
            ("paper", colors.paper), ("ink", colors.ink), ("muted", colors.muted),
            ("grid", colors.grid),
        ]
        let series = colors.series.enumerated().map { ("c\($0)", $1) }
        return (plain + series).map { "--lp-\($0):var(--plot-\($0),\($1));" }.joined()
    }
}
