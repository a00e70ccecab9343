object Versions {
    const val umeng = "9.6.8" // ^umeng
    val map = mapOf("x" to "1.2")
}

object Deps {
    const val common = "com.umeng.umsdk:common:${Versions.umeng}" // ^common
    val lazyOne by lazy { "a:lazy:1" }
    val computed: String get() = "a:computed:${Versions.map["x"]}"
    fun withVersion(version: String) = "a:function:$version"
    val list = listOf("a:list1:1", "a:list2:1")

    object Ali {
        const val oss = "com.aliyun.dpa:oss-android-sdk:2.9"
    }
}

enum class Sdk(val notation: String) {
    AMAP("com.amap.api:location:6.0"),
    OTHER("a:other:1");
}

const val topLevel = "a:top:1"
fun topFunction(name: String) = "a:$name:2"
