/// How the page looks: one column of text and pictures, the contents beside it where there is room,
/// colours by the reader's `prefers-color-scheme`.
enum PageStyle {
    static let css = colors + text + layout + tables + pictures + narrow + printing

    /// The charts take the page's colours.
    private static let colors = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--muted:#59636e;--line:#e3e6ea;\
        --soft:#f5f7f9;--accent:#0064a0;--wrong:#d55e00;--right:#0072b2;\
        --plot-paper:var(--paper);--plot-ink:var(--ink);--plot-muted:var(--muted);\
        --plot-grid:var(--line)}
        @media (prefers-color-scheme:dark){:root{--paper:#16191d;--ink:#e6e9ed;--muted:#9aa4af;\
        --line:#30363d;--soft:#1f242a;--accent:#6bb8ec;--wrong:#e8833a;--right:#2b8fd6}}

        """

    private static let text = """
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,\
        -apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;overflow-wrap:anywhere}
        h1{font-size:32px;line-height:1.2;letter-spacing:-.02em;margin:0 0 4px;font-weight:680}
        h2{font-size:21px;line-height:1.3;letter-spacing:-.01em;margin:0 0 6px;font-weight:650}
        h3{font-size:15px;margin:0 0 8px;font-weight:620}
        h3 small{font-weight:400;font-size:13px;color:var(--muted);margin-left:8px}
        p{margin:0 0 12px;max-width:68ch}
        a{color:var(--accent)}
        .lead{color:var(--muted);margin-bottom:20px}
        .sub{color:var(--muted);margin:0 0 28px}
        .verdict{font-size:18px;line-height:1.55;margin:0 0 10px}
        .verdict+.verdict{font-size:16px}
        .problem{border-left:3px solid var(--wrong);padding:2px 0 2px 14px}
        .note{font-size:13.5px;color:var(--muted);margin-top:12px}
        code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        footer{margin-top:72px;padding-top:16px;border-top:1px solid var(--line);\
        color:var(--muted);font-size:13.5px}

        """

    private static let layout = """
        .page{max-width:1000px;margin:0 auto;padding:0 24px 64px}
        nav{position:sticky;top:0;z-index:1;display:flex;gap:4px 18px;overflow-x:auto;\
        background:var(--paper);border-bottom:1px solid var(--line);margin:0 -24px 36px;\
        padding:12px 24px;font-size:14px;white-space:nowrap;scrollbar-width:none}
        nav a{color:var(--muted);text-decoration:none}
        nav a:hover,nav a:focus-visible{color:var(--accent)}
        section{margin-top:64px;scroll-margin-top:64px}
        .scroll{overflow-x:auto}
        .pair{display:grid;gap:28px;\
        grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr))}
        .figures{display:flex;flex-wrap:wrap;gap:1px;\
        background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden;\
        margin:0 0 28px}
        .figures div{flex:1 1 132px;background:var(--paper);padding:14px 18px}
        .figures dt{font-size:13px;color:var(--muted)}
        .figures dd{margin:0;font-size:24px;line-height:1.35;font-weight:640;letter-spacing:-.01em;\
        font-variant-numeric:tabular-nums}
        .figures .first dd{color:var(--accent)}
        @media (min-width:1180px){
        .page{max-width:1240px;display:grid;grid-template-columns:168px minmax(0,1fr);gap:56px;\
        padding-top:44px}
        nav{flex-direction:column;align-self:start;top:44px;margin:0;padding:6px 0 6px;border:0;\
        overflow:visible;white-space:normal;gap:7px;line-height:1.4}
        section{scroll-margin-top:32px}
        }
        """

    private static let tables = """
        table{border-collapse:collapse;font-size:14px;line-height:1.45;min-width:min(100%,640px);\
        font-variant-numeric:tabular-nums}
        th{font-weight:600;font-size:13px;color:var(--muted);text-align:left;white-space:nowrap}
        th,td{padding:7px 32px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;\
        overflow-wrap:normal}
        th:last-child,td:last-child{padding-right:4px}
        .number{text-align:right}
        td:not(:first-child){white-space:nowrap}
        tfoot td{border-bottom:0;font-weight:620}
        .bar{display:block;width:72px;height:8px;margin-top:6px;border-radius:4px;\
        background:linear-gradient(to right,var(--right) var(--share),var(--line) var(--share))}
        dl.settings{display:grid;max-width:640px;grid-template-columns:minmax(110px,auto) 1fr;margin:0 0 20px;\
        font-size:14px}
        dl.settings dt,dl.settings dd{margin:0;padding:6px 24px 6px 0;\
        border-bottom:1px solid var(--line)}
        dl.settings dt{color:var(--muted)}

        """

    private static let pictures = """
        figure{margin:0}
        .wide svg{min-width:600px}
        img{image-rendering:pixelated;display:block;width:100%;height:auto}
        .cases{display:grid;gap:24px 20px;grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
        .cases img{border-radius:6px;border:1px solid var(--line)}
        .cases figcaption{font-size:13px;line-height:1.35;margin-top:7px}
        .odds{display:flex;justify-content:space-between;gap:8px;padding-bottom:5px;\
        margin-bottom:5px;background:linear-gradient(var(--shade),var(--shade)) bottom left/\
        var(--share) 2px no-repeat,\
        linear-gradient(var(--line),var(--line)) bottom left/100% 2px no-repeat}
        .odds span:last-child{font-variant-numeric:tabular-nums;white-space:nowrap}
        .said{--shade:var(--wrong)}
        .true{--shade:var(--right)}
        .tiles{display:flex;flex-wrap:wrap;gap:8px}
        .tiles figure{width:var(--size)}
        .tiles img{border-radius:3px;border:1px solid var(--line)}
        .tiles figcaption{font-size:12px;line-height:1.3;text-align:center;color:var(--muted);\
        margin-top:3px}
        .layer{margin-bottom:28px}
        .strip{height:22px;border-radius:3px}

        """

    /// Last, as it takes back what the rules above say.
    private static let narrow = """
        @media (max-width:600px){
        body{font-size:15px}
        .page{padding:0 16px 48px}
        nav{margin:0 -16px 28px;padding:12px 16px}
        h1{font-size:25px}
        .figures dd{font-size:20px}
        .figures div{padding:11px 14px}
        section{margin-top:52px}
        th,td{padding-right:16px}
        .wide-only{display:none}
        .cases{grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:20px 14px}
        .cases figcaption{font-size:12px}
        }

        """

    private static let printing = """
        @media print{nav{display:none}.page{display:block;max-width:none;padding:0}\
        section{margin-top:32px}figure,tr,.layer,.figures{break-inside:avoid}}

        """
}
