import Crypto
import FoundationEssentials

/// How a page names the only style and the only script that it lets a browser use.
package enum ContentDigest {
    /// The source expression of a text for a content security policy: `sha256-` and Base64.
    ///
    /// Source: Content Security Policy Level 3, 2.3.1, `hash-source`.
    package static func source(of text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
