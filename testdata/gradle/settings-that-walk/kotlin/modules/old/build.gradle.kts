dependencies { api("a:old:1") }
