extension FileTree {
    /// The tree that readers show which take Joliet where there is any, such as libiso9660.
    ///
    /// They look for it at the beginning of the disc only, whatever sessions follow.
    ///
    /// - Returns: That of the Joliet descriptor, else that of the primary one; nil without either, or
    ///   if one of the descriptors is missing, so that nobody knows which it would be.
    package static func preferringJoliet(
        from source: inout some RescuedSectors & ~Copyable
    ) -> FileTree? {
        let session = ISOSession(start: 0, from: &source)
        let volumes = session.volumes
        guard !session.notes.kept.contains(where: { $0.problem == .missing }),
            let volume = volumes.first(where: { $0.kind == .joliet })
                ?? volumes.first(where: { $0.kind == .primary })
        else { return nil }
        var budget = SystemUseReader.budget(sectorCount: source.sectorCount)
        return ISOTreeReader.tree(
            of: volume, from: &source, limits: .init(), continuationBudget: &budget)
    }
}
