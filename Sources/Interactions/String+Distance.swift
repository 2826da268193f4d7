extension String {
    /// Levenshtein's distance in Unicode scalars: how many were typed wrong, too much or too little.
    package func distance(to other: String) -> Int {
        let target = Array(other.unicodeScalars)
        var row = Array(0...target.count)
        for (index, scalar) in unicodeScalars.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substitution = diagonal + (target[column] == scalar ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(substitution, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }

    /// Which of the names was probably meant; nil if half of the text would have to be another.
    package func nearest(among names: some Sequence<String>) -> String? {
        let nearest = names.map { (distance: $0.distance(to: self), name: $0) }.min { $0 < $1 }
        return nearest.flatMap { $0.distance * 2 <= unicodeScalars.count ? $0.name : nil }
    }
}
