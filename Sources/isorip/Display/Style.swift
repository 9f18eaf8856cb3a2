/// Colours, where the terminal has them.
struct Style {
    enum Color: Int {
        case red = 31
        case green = 32
        case yellow = 33
        case gray = 90
    }

    var hasColor: Bool

    func paint(_ text: String, _ color: Color) -> StyledText {
        StyledText(text, hasColor ? color : nil)
    }
}
