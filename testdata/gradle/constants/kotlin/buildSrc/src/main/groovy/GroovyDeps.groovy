class GroovyDeps {
    static final String mmkv = 'com.tencent:mmkv:1.3'
    static deps = [x: 'a:gx:1']
}
