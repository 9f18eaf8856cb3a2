/// How the identifiers of a tree become names.
enum ISONames {
    /// The name without its version, and without the dot of an empty extension, as systems show it.
    static func plain(_ identifier: [UInt8]) -> [UInt8] {
        let name = withoutVersion(identifier[...])
        let hasDot = name.count > 1 && name.last == UInt8(ascii: ".")
        return Array(hasDot ? name.dropLast() : name)
    }

    /// The name out of UCS-2, without its version.
    static func joliet(_ identifier: [UInt8]) -> [UInt8] {
        Array(withoutVersion(UCS2.text(UntrustedBytes(identifier))[...]))
    }

    private static func withoutVersion(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let mark = name.lastIndex(of: UInt8(ascii: ";")),
            name[(mark + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
        else { return name }
        return name[..<mark]
    }
}
