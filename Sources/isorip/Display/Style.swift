/// Colours, where the terminal has them.
struct Style {
    enum Color: Int {
        case red = 31
        case green = 32
        case yellow = 33
        case gray = 90
    }

    var hasColor: Bool

    func paint(_ text: String, _ color: Color) -> String {
        hasColor && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }
}
