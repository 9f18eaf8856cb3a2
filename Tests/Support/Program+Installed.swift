import Foundation

/// Programs of other packages, with which tests compare.
extension Program {
    /// A program is not installed.
    struct Missing: Error, CustomStringConvertible {
        var description: String

        init(_ name: String, package: String) {
            description = "\(name) is missing; install it with: apt-get install \(package)"
        }
    }

    static var ddrescue: Program { get throws { try installed("ddrescue", package: "gddrescue") } }

    static var ddrescuelog: Program {
        get throws { try installed("ddrescuelog", package: "gddrescue") }
    }

    static var sha256sum: Program {
        get throws { try installed("sha256sum", package: "coreutils") }
    }

    static var xorriso: Program { get throws { try installed("xorriso", package: "xorriso") } }

    static var isoinfo: Program { get throws { try installed("isoinfo", package: "genisoimage") } }

    static var mkudffs: Program {
        get throws { try installed("mkudffs", package: "udftools", in: "/usr/sbin") }
    }

    static var genisoimage: Program {
        get throws { try installed("genisoimage", package: "genisoimage") }
    }

    static var mkzftree: Program {
        get throws { try installed("mkzftree", package: "genisoimage") }
    }

    static var implantisomd5: Program {
        get throws { try installed("implantisomd5", package: "isomd5sum") }
    }

    static var checkisomd5: Program {
        get throws { try installed("checkisomd5", package: "isomd5sum") }
    }

    static var dvdisaster: Program {
        get throws { try installed("dvdisaster", package: "dvdisaster") }
    }

    private static func installed(
        _ name: String, package: String, in folder: String = "/usr/bin"
    ) throws -> Program {
        guard FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") else {
            throw Missing(name, package: package)
        }
        return named("\(folder)/\(name)")
    }

    /// Runs the program to its end, in a folder of the test's own.
    func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Consequences {
        try run(arguments, in: folder.url)
    }

    /// Runs the program to its end, in a folder of the test's own.
    func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Consequences {
        try run(arguments, in: folder.url)
    }
}
