import RescueCore

/// How the image was made: the drive, the sums, every run and every verification.
struct RecordSection {
    let record: RipRecord?

    var html: HTML {
        guard let record else {
            return """
                <section id="record"><h2>How the image was made</h2>
                <p class="note">There is no record of isorip beside the image.</p></section>
                """
        }
        return """
            <section id="record"><h2>How the image was made</h2>
            <dl>
            \(row("Disc", disc(record.disc)))
            \(row("Drive", record.drive.map(\.label)))
            \(row("State", record.state.label))
            \(row("Choices", choices(record.policy)))
            \(row("Made by", "\(record.tool.name) \(record.tool.version)"))
            </dl>
            \(sums(record))
            \(runs(record.history))
            \(verifications(record.verifications ?? []))
            \(merge(record.merge))
            </section>
            """
    }

    private func disc(_ disc: RipRecord.Disc) -> String {
        let label = disc.volumeLabel.map { "\($0), " } ?? ""
        let medium = disc.medium.map { "\($0), " } ?? ""
        return "\(label)\(medium)\(Format.count(disc.sectorCount, "sector"))"
    }

    private func choices(_ policy: [String: String]) -> String? {
        let words = policy.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private func row(_ name: String, _ words: String?) -> HTML {
        guard let words else { return .empty }
        return "<dt>\(name)</dt><dd>\(words)</dd>"
    }

    private func sums(_ record: RipRecord) -> HTML {
        guard let sums = record.sums else {
            return "<p class=\"note\">There are no checksums: the image is not finished.</p>"
        }
        let volume = record.volumeSums.map { volume -> HTML in
            """
            <h3>Checksums of the ISO 9660 volume alone, \
            \(Format.count(volume.sectorCount, "sector"))</h3>\(list(volume.sums))
            """
        }
        return "<h3>Checksums of the image</h3>\(list(sums))\(volume ?? .empty)"
    }

    private func list(_ sums: SumSet) -> HTML {
        let rows = [
            ("SHA-256", sums.sha256), ("SHA-1", sums.sha1), ("MD5", sums.md5),
            ("CRC-32", sums.crc32),
        ]
        return """
            <dl class="sums">\(rows.map { "<dt>\($0)</dt><dd><code>\($1)</code></dd>" as HTML })</dl>
            """
    }
}

extension RecordSection {
    private func runs(_ runs: [RipRecord.Run]) -> HTML {
        table(
            "Runs", ["Began", "Took", "Drive", "Read errors", "Ended as"],
            runs.map { run in
                [
                    run.started, run.seconds.map(Self.duration) ?? "unknown",
                    run.drive?.label ?? "image", Format.grouped(run.readErrors),
                    run.outcome?.label ?? "not told",
                ]
            })
    }

    private func verifications(_ verifications: [RipRecord.Verification]) -> HTML {
        table(
            "Verifications", ["Began", "Took", "Against", "Drive", "Verdict", "Sectors"],
            verifications.map { verification in
                [
                    verification.started, Self.duration(verification.seconds),
                    verification.against.joined(separator: ", "),
                    verification.drive?.label ?? "", verification.verdict,
                    sectors(of: verification),
                ]
            })
    }

    private func sectors(of verification: RipRecord.Verification) -> String {
        let differing = verification.findings.reduce(0) { $0 + $1.sectorCount }
        let counts = [
            (verification.identicalSectors, "identical"),
            (verification.unreadableSectors, "unreadable"),
            (verification.findings.isEmpty ? nil : differing, "with findings"),
        ]
        return counts.compactMap { count, words in
            count.map { "\(Format.grouped($0)) \(words)" }
        }.joined(separator: ", ")
    }

    private func merge(_ merge: RipRecord.Merge?) -> HTML {
        guard let merge else { return .empty }
        return table(
            "Merged from", ["Copy", "Drive", "Sectors it had", "Sectors taken"],
            merge.inputs.map { input in
                [
                    input.image, input.drive?.label ?? "",
                    Format.grouped(input.rescuedSectors), Format.grouped(input.takenSectors),
                ]
            })
    }

    private func table(_ title: String, _ heads: [String], _ rows: [[String]]) -> HTML {
        guard !rows.isEmpty else { return .empty }
        let lines = rows.map { row -> HTML in
            "<tr>\(row.map { "<td>\($0)</td>" as HTML })</tr>"
        }
        return """
            <h3>\(title)</h3>
            <div class="wide" tabindex="0" role="region" aria-label="\(title)"><table>
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
            <tbody>\(lines)</tbody></table></div>
            """
    }

    private static func duration(_ seconds: Double) -> String {
        seconds.isFinite && seconds >= 0 && seconds < 1e9
            ? Format.duration(.seconds(seconds)) : "unknown"
    }
}

extension RipRecord.State {
    /// How far the work has come, for a person.
    fileprivate var label: String {
        switch self {
        case .started: "under way, or cut off"
        case .interrupted: "interrupted"
        case .complete: "complete"
        case .completeWithUnreadable: "complete, but for unreadable sectors"
        }
    }
}

extension RipRecord.Verification.Finding {
    /// How many sectors it is about; none if it makes no sense.
    fileprivate var sectorCount: Int {
        firstLBA >= 0 && firstLBA <= lastLBA && lastLBA < 1 << 32 ? lastLBA - firstLBA + 1 : 0
    }
}

extension RipRecord.Drive {
    fileprivate var label: String { "\(vendor) \(product) (\(revision))" }
}
