plugins { base }
dependencies { "archives"("a:root:1") } // = archives a:root:1 build
