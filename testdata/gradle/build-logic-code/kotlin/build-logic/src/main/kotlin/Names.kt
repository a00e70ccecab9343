package names

enum class Push(val flavor: String, private val artifact: String) {
    XIAOMI("xiaomi", "xiaomi-push"), HUAWEI("huawei", "huawei-push");
    val coordinate get() = "com.umeng.umsdk:$artifact:1"
}
data class Library(val group: String, val name: String) {
    val latest get() = "$group:$name:+"
    fun of(version: String) = "$group:$name:$version"
}
object Deps {
    val asms = Library("com.umeng.umsdk", "asms")
    object Nested { const val DEEP = "a.b:deep:1" }
}
fun all(vararg names: String) = names.map { "a.b:$it:1" }
fun VersionCatalog.named(alias: String) = findLibrary(alias).get()
fun DependencyHandler.kaptAll(notation: Any) = add("kapt", notation) // = kapt a.b:processor:1 build in :app
fun Project.dependencies(block: DependencyHandlerScope.() -> Unit) = DependencyHandlerScope.of(dependencies).block()
