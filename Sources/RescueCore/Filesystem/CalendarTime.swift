/// Times as discs write them, in seconds since 1970 UTC.
enum CalendarTime {
    /// A time of 17 bytes: digits and a time zone (ECMA-119 clause 8.4.26.1).
    static func seconds(digits field: UntrustedBytes) -> Int? {
        let number = { (offset: Int, count: Int) -> Int? in
            let digits = field.part(offset, count).array
            guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
            let hour = number(8, 2), let minute = number(10, 2), let second = number(12, 2)
        else { return nil }
        return seconds(
            (year, month, day), (hour, minute, second), quarters: Int(Int8(bitPattern: field[16])))
    }

    /// A time of 7 bytes (ECMA-119 clause 9.1.5).
    static func seconds(short field: UntrustedBytes) -> Int? {
        seconds(
            (1900 + Int(field[0]), Int(field[1]), Int(field[2])),
            (Int(field[3]), Int(field[4]), Int(field[5])),
            quarters: Int(Int8(bitPattern: field[6])))
    }

    /// The time of a date and a time of day in a zone of so many quarters of an hour; nil if there
    /// is no such day or time.
    static func seconds(
        _ date: (year: Int, month: Int, day: Int), _ time: (hour: Int, minute: Int, second: Int),
        quarters: Int
    ) -> Int? {
        guard (1...12).contains(date.month), (1...31).contains(date.day),
            (0...23).contains(time.hour), (0...59).contains(time.minute),
            (0...60).contains(time.second), (-48...56).contains(quarters)
        else { return nil }
        let seconds = (time.hour * 60 + time.minute) * 60 + time.second
        return days(date) * 86_400 + seconds - quarters * 900
    }

    /// Days since 1970 in the Gregorian calendar, counted in years that begin in March.
    private static func days(_ date: (year: Int, month: Int, day: Int)) -> Int {
        let year = date.month <= 2 ? date.year - 1 : date.year
        let month = (date.month + 9) % 12
        let dayOfYear = (153 * month + 2) / 5 + date.day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
