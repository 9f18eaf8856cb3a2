import RescueCore

/// The list of all files, which the page's script shows a screenful at a time.
struct FileSection {
    let index: FileIndex

    var html: HTML {
        guard !index.names.isEmpty else {
            return """
                <section id="files"><h2>Files</h2>
                <p class="note">No file is known.</p></section>
                """
        }
        return """
            <section id="files"><h2>Files</h2>
            <noscript><p class="note">The list of all files needs a browser that runs the script of \
            this page. The damaged ones are named above.</p></noscript>
            <form class="controls" id="controls" hidden>
            <label>Search <input type="search" id="search" autocomplete="off" spellcheck="false" \
            placeholder="part of a path"></label>
            <label>State <select id="state"><option value="">any</option>\
            <option value="damaged">damaged</option><option value="unknown">unknown</option>\
            <option value="ok">intact</option></select></label>
            <p id="count" role="status"></p>
            </form>
            <div class="list" id="list" tabindex="0" role="region" aria-label="All files" hidden>
            <table id="file-table">
            <thead><tr>\(columns)</tr></thead>
            <tbody></tbody>
            </table>
            </div>
            <script type="application/json" id="file-data">\(InlineJSON.of(index))</script>
            </section>
            """
    }

    private var columns: [HTML] {
        let columns = [
            ("state", "State", ""), ("path", "Path", ""), ("size", "Bytes", "number"),
            ("missing", "Missing", "number"),
        ]
        return columns.map { key, words, style in
            """
            <th scope="col" class="\(key) \(style)" aria-sort="none">\
            <button type="button" data-key="\(key)">\(words)</button></th>
            """
        }
    }
}
