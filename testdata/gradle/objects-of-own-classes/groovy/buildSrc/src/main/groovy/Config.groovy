class Config {
    static version = '1' // ^version
    static libs = [
        core: new Library(path: "a:core:$version"), // ^core
        extra: new Library('a:extra:2', true), // ^extra
        plain: new Plain(group: 'a', name: 'plain', version: '3'), // ^plain
        ordered: new Ordered('a', 'ordered'), // ^ordered
    ]
}
class Plain {
    String group, name
    String version
    String suffix = '-ktx'
    String getFull() { "$group:$name$suffix:$version" } // ^full
    String named(String other) { return this.group + ':' + other + ':' + version } // ^named
}
@groovy.transform.Canonical
class Ordered {
    String group
    String name

    String toString() { "$group:$name:4" } // ^shown
}
