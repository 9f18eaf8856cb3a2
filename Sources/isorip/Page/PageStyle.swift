/// How the page looks: on a screen in light and dark, on a phone, and on paper.
enum PageStyle {
    static let text = colours + layout + drawings + list + paper

    private static let colours = """

        :root {
          color-scheme: light dark;
          --page: #fff; --panel: #f5f6f8; --line: #d9dee4; --text: #1c2127; --soft: #57606a;
          --link: #1f5f99; --read: #c9dcea; --area: #eceff2; --plate: #f8f9fa; --curve: #2a6a9e;
          --bad: #c2261c; --doubt: #a86200; --good: #1a7f37; --unread: #8b949e;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #15181c; --panel: #1d2126; --line: #343a42; --text: #e4e7ea; --soft: #a0a9b3;
            --link: #7db8e8; --read: #2c4a61; --area: #252a30; --plate: #1a1e22; --curve: #74b3e2;
            --bad: #ff6f61; --doubt: #e0a540; --good: #5cc878; --unread: #6b7580;
          }
        }

        """

    private static let layout = """
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 3rem;
          background: var(--page); color: var(--text);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
        }
        h1 { margin: .25rem 0 .5rem; font-size: 1.6rem; line-height: 1.25; font-weight: 650; }
        h2 { margin: 0 0 .75rem; font-size: 1.2rem; font-weight: 650; }
        h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; font-weight: 600; }
        section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
        p { margin: .5rem 0; max-width: 46rem; }
        a { color: var(--link); }
        .lead { font-size: 1.05rem; color: var(--soft); }
        .note, footer { color: var(--soft); font-size: .9rem; }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
        .verdict { margin: 0; font-weight: 650; color: var(--soft); }
        .verdict::before { content: ""; display: inline-block; width: .7em; height: .7em;
          margin-right: .5em; border-radius: 50%; background: currentColor; }
        .verdict.intact, .verdict.harmless { color: var(--good); }
        .verdict.unproven { color: var(--soft); }
        .verdict.damaged { color: var(--bad); }
        .verdict.unknown { color: var(--doubt); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
          gap: 1px; margin: 1.5rem 0; border: 1px solid var(--line); border-radius: .5rem;
          background: var(--line); overflow: hidden; }
        .figures div { padding: .6rem .9rem; background: var(--panel); }
        .figures dt { font-weight: 400; font-size: .85rem; color: var(--soft); }
        .figures dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
        dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .2rem 1.25rem;
          margin: .5rem 0; }
        dt { grid-column: 1; color: var(--soft); }
        dd { grid-column: 2; margin: 0; }
        .figures { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
        code { font: .9em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        table { width: 100%; border-collapse: collapse; font-size: .93rem; }
        th { padding: .35rem .75rem; text-align: left; font-weight: 600; color: var(--soft);
          border-bottom: 1px solid var(--line); white-space: nowrap; }
        td { padding: .35rem .75rem; vertical-align: top; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { padding-left: .25rem; }
        .number { text-align: right; white-space: nowrap; }
        .wide { max-height: 26rem; overflow: auto; border: 1px solid var(--line);
          border-radius: .5rem; }
        .wide table { overflow-wrap: break-word; }
        .wide td, .wide th { padding-left: .75rem; }
        .wide tr:last-child td { border-bottom: 0; }
        .wide td:first-child { white-space: nowrap; }
        .wide td:last-child { min-width: 11rem; }
        .wide thead th { position: sticky; top: 0; background: var(--panel); }
        ul.names { margin: 0; padding: 0; list-style: none; unicode-bidi: isolate; }
        h3 + ul.names { max-height: 20.5rem; overflow: auto; padding: .25rem .75rem;
          border: 1px solid var(--line); border-radius: .5rem; font-size: .93rem; }
        h3 + ul.names li { padding: .3rem 0; }
        h3 + ul.names li + li { border-top: 1px solid var(--line); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

        """

    private static let drawings = """
        .beside { display: grid; grid-template-columns: minmax(0, 32rem) minmax(14rem, 1fr);
          gap: 1rem 2.5rem; align-items: center; }
        .disc { display: block; width: 100%; height: auto; }
        .disc circle { fill: none; }
        .disc .plate { fill: var(--plate); }
        .disc .hole { fill: var(--page); stroke: var(--line); stroke-width: .3; }
        .disc .edge { stroke: var(--line); stroke-width: .3; }
        .disc .area { stroke: var(--area); }
        .disc .data { stroke: var(--read); }
        .disc .bad { stroke: var(--bad); }
        .disc .doubtful { stroke: var(--doubt); }
        .disc .unread { stroke: var(--unread); }
        .disc .excluded { stroke: var(--plate); }
        .disc .halo { opacity: .28; }
        .disc .dense { opacity: .6; }
        .disc .arc { fill: none; stroke-width: .45; stroke-linecap: round; }
        .disc .layer1, .disc .layer3 { opacity: .7; }
        .disc circle.scale { stroke: var(--text); stroke-width: .12; stroke-dasharray: .6 1.2;
          opacity: .6; }
        .disc text.scale { fill: var(--text); font-size: 3px; text-anchor: middle;
          stroke: var(--read); stroke-width: 1.2px; paint-order: stroke; }
        .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; margin: 0 0 .75rem; padding: 0;
          list-style: none; font-size: .9rem; }
        .key { display: inline-block; width: .9em; height: .9em; margin-right: .5em;
          border-radius: 2px; vertical-align: -.1em; }
        .key.data { background: var(--read); }
        .key.area { background: var(--area); border: 1px solid var(--line); }
        .key.bad { background: var(--bad); }
        .key.doubtful, .key.slow { background: var(--doubt); }
        .key.unread { background: var(--unread); }
        .key.excluded { background: var(--plate); border: 1px solid var(--line); }
        .key.curve { height: .2em; background: var(--curve); vertical-align: .25em; }
        .chart { margin: 1.25rem 0; }
        .chart figcaption { margin-bottom: .6rem; font-weight: 600; }
        .plot { display: grid; grid-template-columns: max-content 1fr; gap: .3rem .75rem;
          font-size: .8rem; color: var(--soft); }
        .plot svg { width: 100%; height: 12rem; overflow: visible; }
        .rates { display: flex; flex-direction: column; justify-content: space-between;
          height: calc(12rem * 100 / 112 + 1.2rem); margin-top: -.6rem; text-align: right; }
        .places { grid-column: 2; display: flex; justify-content: space-between; gap: .5rem; }
        .places span { white-space: nowrap; }
        .plot path { vector-effect: non-scaling-stroke; }
        .plot .grid { stroke: var(--line); stroke-width: 1px; }
        .plot .curve { fill: none; stroke: var(--curve); stroke-width: 1.5px;
          stroke-linejoin: round; }
        .plot .below { fill: var(--curve); opacity: .13; }
        .plot .strip { fill: var(--area); }
        .plot .bad { fill: var(--bad); stroke: var(--bad); stroke-width: 1px; }
        .plot .slow { fill: var(--doubt); stroke: var(--doubt); stroke-width: 1px; opacity: .25; }

        """

    private static let list = """
        .controls { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem;
          margin-bottom: .75rem; }
        [hidden] { display: none !important; }
        .controls p { margin: 0; color: var(--soft); }
        input, select { padding: .35rem .6rem; font: inherit; color: inherit;
          background: var(--page); border: 1px solid var(--unread); border-radius: .35rem; }
        input { width: min(22rem, 60vw); }
        .list { height: min(34rem, 70vh); overflow: auto; border: 1px solid var(--line);
          border-radius: .5rem; overflow-anchor: none; }
        .list table { table-layout: fixed; border-collapse: separate; border-spacing: 0; }
        .list th { position: sticky; top: 0; z-index: 1; padding: 0; background: var(--panel); }
        .list th button { width: 100%; padding: .45rem .75rem; font: inherit; color: inherit;
          text-align: inherit; background: none; border: 0; cursor: pointer; }
        .list th button::after { content: " \\2195"; opacity: .35; }
        .list th[aria-sort="ascending"] button::after { content: " \\2191"; opacity: 1; }
        .list th[aria-sort="descending"] button::after { content: " \\2193"; opacity: 1; }
        .list td { height: 30px; padding: 0 .75rem; line-height: 29px; white-space: nowrap;
          overflow: hidden; text-overflow: ellipsis; }
        .list tr.space td { height: auto; padding: 0; border: 0; line-height: 0; }
        .list .state { width: 7.5rem; } .list .size { width: 9rem; } .list .missing { width: 8.5rem; }
        .list td.path { unicode-bidi: isolate; }
        .list td.state { color: var(--soft); }
        .list tr.damaged td.state, .list tr.damaged td.missing { color: var(--bad);
          font-weight: 600; }
        .list tr.unknown td.state { color: var(--doubt); font-weight: 600; }
        @media screen and (max-width: 48rem) {
          body { padding: 1.25rem 1rem 2rem; }
          h1 { font-size: 1.3rem; }
          .beside { grid-template-columns: minmax(0, 1fr); }
          dl:not(.figures) { grid-template-columns: 1fr; gap: 0; }
          dl:not(.figures) dt, dl:not(.figures) dd { grid-column: 1; }
          dl:not(.figures) dt { margin-top: .5rem; }
          .plot svg { height: 9rem; }
          .rates { height: calc(9rem * 100 / 112 + 1.2rem); }
          .places span:nth-child(even) { display: none; }
          .list .state { width: 6.2rem; } .list .size { width: 7.2rem; }
          .list .missing { display: none; }
          .list td, .list th button { padding-left: .5rem; padding-right: .5rem; }
          .list td.path { direction: rtl; text-align: left; }
        }

        """

    private static let paper = """
        @page { margin: 15mm; }
        @media print {
          :root { --page: #fff; --panel: #f5f6f8; --line: #c5ccd3; --text: #000; --soft: #444;
            --link: #000; --read: #c9dcea; --area: #eceff2; --plate: #f8f9fa; --curve: #2a6a9e;
            --bad: #c2261c; --doubt: #a86200; --good: #1a7f37; --unread: #8b949e; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          nav, #files { display: none; }
          section { margin-top: 8mm; padding-top: 4mm; }
          h2, h3, figcaption { break-after: avoid; }
          .figures, .chart, .disc, tr { break-inside: avoid; }
          .beside { display: block; }
          .disc { width: 122mm; height: 122mm; margin: 0 auto 4mm; }
          .disc, .key, .plot, .figures, .verdict::before, thead {
            print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .wide, h3 + ul.names { max-height: none; overflow: visible; }
          /* A table wider than the paper would shrink the page, and the disc with it. */
          .wide table { font-size: 9pt; overflow-wrap: anywhere; }
          .wide th, .wide td { min-width: 0 !important; padding: 1mm 2mm; white-space: normal; }
          .wide thead th { position: static; }
        }

        """
}
