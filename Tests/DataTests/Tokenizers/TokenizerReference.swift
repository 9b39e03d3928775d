/// What Hugging Face's tokenizers 0.23.3 give; made by scripts/reference-tokenizers.py.
enum TokenizerReference {
    static let corpus =
        #"""
        ["From many use that for \u754c than as?", "It newest time what in are other these was whe\#
        n are been,", "\u754c who they!", "Only people it now people many that all is its running \#
        be their,", "First they now if its!", "People now way had?", "Been called was who.", "But \#
        see little than would stra\u00dfe do her people 12 more out?", "\u041c\u0438\u0440 one aft\#
        er stra\u00dfe we on?", "See jumping about where has which over for they could these!", "F\#
        rom 345 him these is water for na\u00efve?", "Very how made see people \u4f60 more was.", \#
        "Two after water was it where after?", "Now little \u754c has which called she lower water\#
         how and 2026 her?", "Did his see it what?", "Most we many many wider,", "Or has some been\#
        ?", "\u4e16 other runner been your,", "Little lower then were from on by from!", "Were of \#
        him don't my one can which the this these than them?", "Very running could down use.", "Ne\#
        wer jumped stra\u00dfe jumped little \u4f60 its many many some,", "Like way some it!", "Bu\#
        t into have his?", "That with the who from than as out did to for jumped!", "Then from way\#
         there how over out two they his I'm him,", "Like if on this with know about most can like\#
        !", "And but make out this very first wider to na\u00efve make?", "Runner are after I'm ca\#
        n no out newest or up \u00fcber all than?", "All did \u597d \u043f\u0440\u0438\u0432\u0435\#
        \u0442 na\u00efve running had \u597d when \u4e16 some most \u4f60!", "No see up where to t\#
        o?", "Can had very over how has \u597d 345 just how?", "All with were two!", "But like dow\#
        n newer did it's the like?", "On don't may they newest she \u043f\u0440\u0438\u0432\u0435\\#
        u0442 called caf\u00e9 not like lower by,", "Each are \u4f60 just many her some know on ju\#
        st have or at.", "My newer her \u597d use!", "\u754c made two may 345 how from been been a\#
        t and of.", "Know 345 be other jumped had \u754c jumped what to there!", "Time when na\u00\#
        efve my will can first,", "It newest most up lowest,", "People \u4e16 newer no these \u754\#
        c wider jumping time at than from make.", "Stra\u00dfe one over the stra\u00dfe \u4f60 fro\#
        m by this two.", "It will little no make its like \u043f\u0440\u0438\u0432\u0435\u0442 str\#
        a\u00dfe with lower.", "Had your is \u00fcber as time,", "To na\u00efve lowest newest was \#
        into will did time over could!", "Your has could than \u597d like time 2026 we after no ju\#
        mping jumping 2026?", "Lowest 2026 not it's has be these they many into do.", "When would \#
        for what water said \u043f\u0440\u0438\u0432\u0435\u0442 they lowest stra\u00dfe from 2026\#
         called?", "There lower be her all.", "Lower him have water don't all have words other,", \#
        "These not up do are just out and?", "More into words and she each no down their could was\#
        .", "Jumping with on can an is!", "Caf\u00e9 at \u4e16 would I'm newest long?", "From than\#
         wider could now see after will are?", "\u4f60 very one,", "An 2026 and way.", "On over ru\#
        nning all was can runner.", "Of about been these 12 wider an down at is!", "Have can that \#
        one!", "Only if make na\u00efve but their has!", "How \u4f60 and there in of and!", "Two w\#
        e 345 has with may \u4e16 use other may see,", "If very what were about not don't jumping \#
        words where way!", "How that it's at of for only most jumping?", "Have it on water it's th\#
        en jumped time water?", "We very their is more one have an has the can out?", "Will we in \#
        jumping if what up one the each then.", "Your time use not we time stra\u00dfe the are can\#
        .", "Some my is many and?", "Only were on people make running caf\u00e9!", "Lowest called \#
        \u043f\u0440\u0438\u0432\u0435\u0442 jumping made she na\u00efve will just see from which \#
        just!", "\u754c don't called,", "After \u597d time be newest make caf\u00e9 time who don't\#
         \u4e16 \u4f60 and \u754c!", "To is be way?", "Then don't has its.", "And only than little\#
         we him can the more \u4f60 was know 345.", "Make was know most two there \u597d for I'm c\#
        an when where caf\u00e9!", "Most use more see I'm then.", "Newest little which \u00fcber i\#
        s did only find not for!", "There use know very said down who be.", "It him an long as ver\#
        y what long him their?", "Her her \u00fcber they lowest been not if on 345,", "Their more \#
        for,", "She but wider 345 but for people.", "Know make can out at?", "Words out were see,"\#
        , "To have the him little has some said where!", "How then do they it's each the will caf\\#
        u00e9?", "They 2026 12 not called of newer most their?", "Was many she jumped my for out 1\#
        2,", "Running that your with that don't may?", "345 from we an other could do had \u00fcbe\#
        r them \u043f\u0440\u0438\u0432\u0435\u0442 would lower.", "Some newest jumping 2026 been \#
        been but just on that 345 where so,", "Caf\u00e9 be find jumped which him that newest 12 b\#
        een at or,", "About which said there most most use can some!", "Like its water many they o\#
        r find!", "But time newer \u597d,", "All has newest each na\u00efve has would be been had \#
        we.", "About its are do when?", "\u597d who not lower and know jumped,", "So know make but\#
         then an about caf\u00e9 it,", "Now out at little time make only!", "An lowest we she,", "\#
        Has other if I'm \u4e16 jumped and at in would words na\u00efve lowest,", "Him the for man\#
        y 345 12 12 \u754c make running her has!", "All from from no.", "After find I'm na\u00efve\#
         lowest more on been stra\u00dfe is the \u043f\u0440\u0438\u0432\u0435\u0442 at were.", "C\#
        alled said at only there make way other after na\u00efve his as for?", "2026 people had sh\#
        e can all \u043c\u0438\u0440 made the of than?", "Your do find it's lower we two make when\#
         been!", "So words use?", "And had see,", "There were water would?", "See in after about c\#
        alled these?", "Many not the \u4f60 their most I'm time was but see not if!", "Her all can\#
         na\u00efve lower their.", "See did one lowest all him these newest water it made this,", \#
        "What to made!", "That words it one many has lowest called lower?", "His on 345 or each ha\#
        d one use 345 make know her in if,", "Each into or with the on your on?", "Lower they its \#
        na\u00efve but then up \u00fcber \u754c?", "Are that words two not them first wider has!",\#
         "Out most lowest two to only so we,", "Then in her.", "There had know.", "About out an ea\#
        ch did is can know called very do 12?", "The just caf\u00e9 made wider \u597d way.", "\u75\#
        4c were with,", "Her stra\u00dfe she \u043c\u0438\u0440 there newest other \u4e16 see at 1\#
        2 see one of?", "\u00dcber from over when will runner do more out \u043f\u0440\u0438\u0432\#
        \u0435\u0442 \u043f\u0440\u0438\u0432\u0435\u0442 made on could!", "Caf\u00e9 have we so w\#
        as use in like been?", "Would lower with for can.", "As these see words has by!", "These m\#
        ore down lowest long!", "Than I'm stra\u00dfe water na\u00efve they stra\u00dfe it's their\#
         their your who an them?", "Can not into we one we when from which lower newest people had\#
         will.", "There we time make were use \u597d as use,", "With the two!", "Wider them is jum\#
        ping their were they that had made!", "Them could runner by,", "Can stra\u00dfe stra\u00df\#
        e water the with way made words down how what.", "About this is but there in made where!",\#
         "\u4e16 will so?", "Down if for but in,", "Like was so as \u043c\u0438\u0440 many may bee\#
        n from way than.", "Have many after an so which water if these that if know who?", "These \#
        and runner \u00fcber \u4f60 out find not many,", "2026 the other newer have would.", "Some\#
         now lower out,", "At of that been this,", "Now down 12 them!", "How which have no or.", "\#
        She him caf\u00e9 \u597d!", "At it's 2026 is newest like do.", "12 way she are newer calle\#
        d down very \u754c lowest have way!", "Some did I'm not don't two one who what is some 202\#
        6!", "Up they from we just \u4e16 lowest had is.", "It's will they she made more been I'm \#
        only stra\u00dfe if use these?", "We would she may them has time into by and the down,", "\#
        When has na\u00efve down stra\u00dfe \u4e16 more it's by \u597d,", "With was at up other o\#
        ut are \u4f60 into.", "Way at on?", "Could on that caf\u00e9 time lowest then use \u043f\u\#
        0440\u0438\u0432\u0435\u0442 be to running was did.", "At lower him which \u597d wider!", \#
        "\u041f\u0440\u0438\u0432\u0435\u0442 just 345 all was don't how did caf\u00e9 there have \#
        will lowest?", "This there time wider like but my can did time!", "Them in not one some ha\#
        ve way 345?", "Will lowest then or \u043c\u0438\u0440 \u043f\u0440\u0438\u0432\u0435\u0442\#
         can his \u00fcber make that way running?", "Its no people very jumping lowest with there \#
        than only,", "\u4f60 them can then them now this out each na\u00efve on into were by.", "\\#
        u4e16 no there if way jumped people?", "The know in all from their did only other these co\#
        uld out lowest that!", "Were did use is and that the who up said.", "Up than all so people\#
         said my be but out down,", "Be of 345 \u4f60 we!", "As was way this jumped water \u043f\u\#
        0440\u0438\u0432\u0435\u0442 an some \u597d?", "It find \u754c?", "Find people into over 3\#
        45 no where see we or newer the.", "Than to some!", "Have it newest stra\u00dfe with of!",\#
         "So not no over find,", "By could if was said only that lower just \u043f\u0440\u0438\u04\#
        32\u0435\u0442 like called.", "I'm other know newest her on most use has!", "With can were\#
         find in they?", "12 very 2026 I'm can called that an way been long other little \u043f\u0\#
        440\u0438\u0432\u0435\u0442?", "Find 12 lowest what on jumping time.", "Can newer when it'\#
        s know!", "Know wider will had jumping,", "Made when then newest running only wider very,"\#
        , "It's make after the running to other just were now?", "Many down people for who newest!\#
        ", "In to his with down!", "This after to to is be very find.", "Was most is was running m\#
        y na\u00efve out not \u4e16 \u4e16 than lowest water.", "2026 she with we but but his in i\#
        n I'm newest \u597d caf\u00e9 way.", "Only which like as at as \u043c\u0438\u0440 caf\u00e\#
        9 find but their do about,", "And how there 345 which that called?", "\u00dcber over time \#
        two I'm which down know.", "To other no \u00fcber as how two words that!", "Runner \u754c \#
        are now \u4e16 which or other the make not which na\u00efve caf\u00e9.", "How him as,", "\\#
        u041c\u0438\u0440 \u754c one see my how don't could can now 2026 have which \u4e16!", "Wer\#
        e see or his 2026 way \u00fcber on him \u043f\u0440\u0438\u0432\u0435\u0442 after its \u04\#
        3f\u0440\u0438\u0432\u0435\u0442 with?", "As some 12 many lowest lower know are,", "To the\#
        m but said can would newer first time or then lower only!", "At than made caf\u00e9 very c\#
        af\u00e9 over find in how?", "From jumped it's has may been most will or her into?", "Were\#
         at each her find lower after when time had an said!", "From we just will over no how have\#
         when will had can where with!", "With not she from this \u043c\u0438\u0440 said where sai\#
        d other your not with.", "But lower she her in of some,", "All time only their her and thi\#
        s there over most some the most we,", "Now my know find these I'm were water just use jump\#
        ing jumping stra\u00dfe find!", "One find they more other do can only after as lowest thes\#
        e we,", "Called only have there I'm would like more and down running so no long!", "Will s\#
        tra\u00dfe of she don't him newest with in there first what have!", "How as I'm now more f\#
        irst but called two could and?", "About so most more but little one many could na\u00efve \#
        345.", "Did up way it there your then some it of for these wider these?", "Can with all sa\#
        id most some 2026 make all \u4f60 many her!", "At 12 stra\u00dfe was \u597d!", "Find its j\#
        ust all \u4e16 this up water way don't,", "Their na\u00efve been use at stra\u00dfe don't \#
        two up \u043f\u0440\u0438\u0432\u0435\u0442!", "Words then little there would long one,", \#
        "\u597d just \u4f60?", "We use said will like him would down.", "Lowest out from 12 said r\#
        unning she it on \u754c who newer will!", "Don't how way people of may of but for use thei\#
        r?", "As people this running were one stra\u00dfe has how \u043f\u0440\u0438\u0432\u0435\u\#
        0442 from but,", "Or did lowest very over \u043f\u0440\u0438\u0432\u0435\u0442 are water n\#
        ewer lowest been?", "See very what make on most,", "Jumping his its they can these were \u\#
        754c be two see its it,", "Newer this after him we see or first made runner.", "It's will \#
        her after who,", "Their it's her them would these long for one way out way find.", "Did is\#
         little?", "Could like him caf\u00e9!", "What called these!", "As runner may out about two\#
         stra\u00dfe make!", "Other about would there been that \u754c?", "Up \u754c see some each\#
         time an?", "Use see \u043c\u0438\u0440 they each had?", "Said at my way are \u043f\u0440\\#
        u0438\u0432\u0435\u0442 is some just been lower some first now.", "Said with the is had \u\#
        754c wider two over.", "Newest first did then did this only long after very made.", "Is wa\#
        ter way more only na\u00efve!", "May one jumped in,", "Wider 345 use of?", "\u041f\u0440\u\#
        0438\u0432\u0435\u0442 if its words can?", "These in do and other.", "Who no is \u754c the\#
        y stra\u00dfe \u597d these now after,", "Was of little she made my 2026 may from two,", "W\#
        ith on find two what lowest from only of would the.", "Water they running are what jumped \#
        they at two and your just who!", "Where know one 12 that out stra\u00dfe know called very!\#
        ", "Na\u00efve on their only its words see more water 345 lower there newest that.", "It o\#
        f lower.", "If if where made or runner don't him over.", "Them now where into two long or \#
        this.", "Find have only \u4f60 these like she stra\u00dfe,", "\u041f\u0440\u0438\u0432\u04\#
        35\u0442 caf\u00e9 who each their your it?", "Just of don't from made don't if people woul\#
        d lower we then,", "Then over \u00fcber lowest were \u597d has which very the will can an,\#
        ", "My wider \u4e16 na\u00efve lower.", "Don't this \u597d lower jumped now this?", "Littl\#
        e stra\u00dfe newest see how than on first been him \u4f60,", "\u041f\u0440\u0438\u0432\u0\#
        435\u0442 caf\u00e9 just 345 were if.", "Many her words but 12 there my caf\u00e9 of \u043\#
        c\u0438\u0440 she more first.", "\u597d up \u00fcber was were many people no lowest can lo\#
        wer?", "Time my not had what had are one \u597d after?", "Now who up some stra\u00dfe no r\#
        unning from!", "12 see them.", "Only her \u043f\u0440\u0438\u0432\u0435\u0442 on from do m\#
        ade to?", "No over and as in but jumped,", "Who what can 12 stra\u00dfe your would as has \#
        \u00fcber my \u4e16!", "It's in about not one then on.", "In its them,", "I'm newest lowes\#
        t was runner made way many 12 they.", "Do who were find are wider water,", "Has I'm have t\#
        hem when!", "In 2026 there 2026 up.", "Newer to it's wider that can \u043f\u0440\u0438\u04\#
        32\u0435\u0442 could words most find,", "As this do.", "Long know said my my into.", "Will\#
         them there she they them like then or into!", "Wider long lowest of her!", "Have 12 don't\#
        !", "345 down runner them!", "As 12 12 she it's and only for has about?", "Like his only o\#
        ut this each!", "It one called has been lower this into jumped from an these so we!", "An \#
        now it's?", "\u4f60 or can him with do more newer,", "From could it only!", "Like don't wh\#
        ich they there caf\u00e9 not out other can when!", "She their these lowest!", "Don't just \#
        their!", "And into \u597d time about could be into the \u043c\u0438\u0440 don't 2026 make?\#
        ", "Out other is newest so!", "Now one be it's one no \u00fcber!", "By not made on don't a\#
        re lower over where see na\u00efve your by but!", "Water words only \u597d had people if n\#
        ot of was very where,", "Wider it no \u597d how each which it's way runner see are of so,"\#
        , "Jumped water an we one?", "Have after them.", "No 345 has no for they up called!", "Str\#
        a\u00dfe called jumped then now caf\u00e9 lowest it?", "Where see has could.", "\u4f60 tha\#
        n be and we are all down one or with?", "Its \u4e16 to and as 12 after!", "And it's made w\#
        ay now her no!", "Into with how jumped as called by is an they her see people time?", "The\#
        y they some lower!", "My were runner were this water now her know many or.", "She very the\#
        se made it's over make in many 2026 that stra\u00dfe out?", "When it's each called other i\#
        t's who \u4f60 newest?", "I'm its that will no this little 345 up!", "May only of out with\#
         make one was will,", "Time water and all be these,", "Way is \u597d lower lower is in run\#
        ner find down?", "Down an only first \u597d 12 in down as there they no of,", "Is which hi\#
        s if how find!", "It made wider could?", "Her my than 345!", "They could at lower their wi\#
        der so now which your!", "Are most first which it's more did very who all use she not been\#
        ?", "Lowest been said did like two \u4e16 if to we?", "Had could first she people many.", \#
        "Have runner when will its will him an?", "Their it \u00fcber and have been.", "Jumped how\#
         into may it no she don't into up most na\u00efve.", "All long most 345 from these about w\#
        ater up be long!", "Did I'm your \u754c it's no as most running know 12 na\u00efve,", "\u0\#
        41f\u0440\u0438\u0432\u0435\u0442 only words only wider words at,", "The so \u00fcber been\#
        .", "Many now from these I'm \u043f\u0440\u0438\u0432\u0435\u0442 your jumped down over.",\#
         "Running has very more which just up their up,", "Its made she find will the \u043f\u0440\#
        \u0438\u0432\u0435\u0442 know I'm see then,", "One than said \u4f60 this other now,", "Wer\#
        e are \u754c wider each will it's over it's we will but,", "To that there,", "Wider than s\#
        tra\u00dfe if than down other,", "Her up is made long how has of long.", "Were as so them \#
        time some use its 12 now from!", "Him some into \u00fcber down newer my about very.", "Out\#
         do out for \u754c?", "By his use lowest their very about \u754c 345 could lower,", "Have \#
        make their \u4e16 could but time lowest had so one it only.", "Who only way just is very s\#
        o of.", "Words very been the wider said many.", "Of water to not by see \u00fcber been who\#
         an jumped find!", "Not so over they this have no na\u00efve could with to as.", "No him \\#
        u754c her did,", "Use of little?", "Called when up your or.", "Only as running newer peopl\#
        e was how!", "Down she and that all lower many people na\u00efve is,", "Down when we!", "H\#
        ave 345 my!", "The newer runner \u4e16 more said these over?", "Was we long she long calle\#
        d people all so if,", "Him and \u043c\u0438\u0440 jumped we are by or up then one the jump\#
        ing their,", "Out his each than jumped she each some use was they,", "Been we she had her \#
        which how when,", "Your water to?", "When words at are not?", "Don't \u043f\u0440\u0438\u0\#
        432\u0435\u0442 at its into her it's \u043c\u0438\u0440 \u597d when have?", "What just som\#
        e then only people but said,", "But were running has long at 2026 words can made newer,", \#
        "Them than we some over could what at jumped caf\u00e9 they long.", "Running an most \u00f\#
        cber na\u00efve she to may called who this?", "She words are!", "Will had may lowest with \#
        was?", "Na\u00efve said had was called if are all which at \u4e16,", "Up some I'm newest h\#
        er stra\u00dfe only!", "By to out long \u4f60 may very?", "To may words after her we I'm s\#
        ome up.", "Their his an newest over!", "Long is some is over have other not caf\u00e9 said\#
         from then most is?", "Way 2026 by who it's were who see called no there 12 other?", "His \#
        don't na\u00efve?", "Jumping running people.", "Little his in \u043c\u0438\u0440 do but?",\#
         "Newest are these very know many know did don't all your make are how,", "345 about very \#
        time most very don't it's only only,", "That long after but would long could I'm 12 stra\u\#
        00dfe at,", "Is after \u754c \u597d its can!", "Have stra\u00dfe way when first can we it \#
        or up how,", "Not way if be!", "Words him water like when words when the could very into b\#
        e 345?", "Said be lower words this my who when each only \u4e16 they been would!", "Water \#
        from made her it's \u00fcber some don't but his very their of?", "But is it lowest your sa\#
        id not his after if,", "Have will into her?", "Or its for is of her caf\u00e9,", "Know cal\#
        led each most?", "Find him other him!"]\#

        """#

    static let texts =
        #"""
        [["", null], [" ", null], ["   ", null], ["\t", null], ["\n\n", null], ["\r\n", null], ["a\#
        ", null], [" a", null], ["a ", null], ["  two  blanks  ", null], ["Hello, World!", null], \#
        ["The quick brown fox jumps over the lazy dog.", null], ["I'm you're he'll they've don't w\#
        e'd it's", null], ["IT'S WE'LL", null], ["'s't're", null], ["'", null], ["don''t", null], \#
        ["UPPER lower MiXeD", null], ["na\u00efve caf\u00e9 \u00fcber", null], ["nai\u0308ve cafe\\#
        u0301 u\u0308ber", null], ["a\u0301\u0323b\u0323\u0301", null], ["\u0301\u0302", null], ["\#
        \u1ea5n", null], ["Stra\u00dfe \u1e9e", null], ["\u0130stanbul \u0131", null], ["\u01c5 \u\#
        01c4", null], ["\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2 \u03a3\u0391\u03a3", null], ["\\#
        u4f60\u597d\u4e16\u754c", null], ["\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8", null\#
        ], ["\u30ab\u3099\u304b\u3099", null], ["\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab", null], ["\#
        \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01", null], ["\u0928\#
        \u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e", null], ["\u0645\u063\#
        1\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", null], ["\u05e9\u05b8\u05\#
        c1\u05dc\u05d5\u05b9\u05dd", null], ["\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u\#
        0440! \u0419\u0439 \u0401\u0451", null], ["\ud83d\ude00", null], ["\ud83d\udc68\u200d\ud83\#
        d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 family", null], ["\ud83d\udc4d\ud83c\udffd\ud8\#
        3c\udde9\ud83c\uddea", null], ["\u2764\ufe0f\u200d\ud83d\udd25", null], ["x\ud83d\ude00y \\#
        ud83d\ude00z", null], ["\u0000a\u0001b\u007fc", null], ["a\u200bb\u200cc\u200dd\ufeffe", n\#
        ull], ["\u00a0nbsp\u2003em\u3000wide", null], ["a\u2028b\u2029c\u0085d", null], ["\ufffd b\#
        ad \ufffd", null], ["\ue000 private \udb80\udc00", null], ["soft\u00adhyphen", null], ["ta\#
        b\tnew\nline\rreturn\u000bvt\fff", null], ["https://example.com/a/b?c=d&e=f#g", null], ["u\#
        ser.name+tag@mail.example.org", null], ["C:\\path\\file.txt", null], ["3.14159 1,000,000 1\#
        e-10 0xFF", null], ["12345678901234567890", null], ["\u0661\u0662\u0663 \u216b \u00bd \u00\#
        b2", null], ["a1b2c3", null], ["foo_bar-baz", null], ["!!!???...", null], ["(a)[b]{c}<d>",\#
         null], ["$100 \u20ac50 \u00a35 100% #tag @me ^x ~y `z` |w|", null], ["\u201cquotes\u201d \#
        \u2018single\u2019 \u00abguillemets\u00bb \u2014 dash \u2026", null], ["\ufb01ne \ufb03 \u\#
        ff21\uff22\uff23 \u2460 \u2122", null], ["\u212b \u00c5 A\u030a", null], ["[CLS] [SEP] [MA\#
        SK] [UNK]", null], ["a[MASK]b", null], ["<|endoftext|>a<|endoftext|>", null], ["</s><unk>"\#
        , null], ["\u2581already \u2581meta", null], ["antidisestablishmentarianism pneumonoultram\#
        icroscopicsilicovolcanoconiosis", null], ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null], ["bbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", null], ["cccc\#
        cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\#
        ccccccc", null], ["abababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        babababababababababababababababababababababababab", null], ["word word word word word word\#
         word word word word word word word word word word word word word word ", null], ["mixed \\#
        u6f22\u5b57kanji\u3068latin\u0440\u0443\u0441 \u0e44\u0e17\u0e22 \ud83d\ude80end", null], \#
        ["\ud840\udc00\ud87e\udc00 \uf900", null], ["e\u0301e\u0300e\u0302", null], ["line1\n  ind\#
        ented\n\tmore", null], ["don\u2019t \u02bcok", null], ["\u0378 unassigned", null], ["q\u03\#
        07\u0323 \u1e69 s\u0323\u0307", null], ["Hello world", "How are you?"], ["", "b"], ["a", "\#
        "], ["one two three", "1 2 3"]]\#

        """#

    static let wordPiece =
        #"""
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"[PAD]\#
        ","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},{"i\#
        d":1,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,"normalized":fals\#
        e,"special":true},{"id":2,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":fa\#
        lse,"normalized":false,"special":true},{"id":3,"content":"[SEP]","single_word":false,"lstr\#
        ip":false,"rstrip":false,"normalized":false,"special":true},{"id":4,"content":"[MASK]","si\#
        ngle_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],"normal\#
        izer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accent\#
        s":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":{"t\#
        ype":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence\#
        ":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[{"SpecialTo\#
        ken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id"\#
        :"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","\#
        type_id":1}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},"[SEP]\#
        ":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},"decoder":{"type":"WordPiece","prefix":"##\#
        ","cleanup":true},"model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_pref\#
        ix":"##","max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"\#
        [MASK]":4,"!":5,"'":6,",":7,".":8,"0":9,"1":10,"2":11,"3":12,"4":13,"5":14,"6":15,"?":16,"\#
        a":17,"b":18,"c":19,"d":20,"e":21,"f":22,"g":23,"h":24,"i":25,"j":26,"k":27,"l":28,"m":29,\#
        "n":30,"o":31,"p":32,"r":33,"s":34,"t":35,"u":36,"v":37,"w":38,"y":39,"\u00df":40,"\u0432"\#
        :41,"\u0435":42,"\u0438":43,"\u043c":44,"\u043f":45,"\u0440":46,"\u0442":47,"\u4e16":48,"\\#
        u4f60":49,"\u597d":50,"\u754c":51,"##e":52,"##r":53,"##y":54,"##a":55,"##s":56,"##h":57,"#\#
        #n":58,"##i":59,"##t":60,"##o":61,"##u":62,"##f":63,"##l":64,"##g":65,"##0":66,"##2":67,"#\#
        #6":68,"##w":69,"##\u0438":70,"##\u0440":71,"##v":72,"##4":73,"##5":74,"##m":75,"##p":76,"\#
        ##d":77,"##\u0432":78,"##\u0435":79,"##\u0442":80,"##c":81,"##b":82,"##k":83,"##\u00df":84\#
        ,"##er":85,"th":86,"##ow":87,"the":88,"##st":89,"wh":90,"ma":91,"on":92,"ca":93,"wa":94,"h\#
        a":95,"##ou":96,"wi":97,"##ll":98,"it":99,"##ere":100,"low":101,"##or":102,"##in":103,"##o\#
        m":104,"ju":105,"##ut":106,"##ee":107,"##est":108,"no":109,"##ve":110,"##se":111,"##im":11\#
        2,"##th":113,"an":114,"##ai":115,"##ter":116,"##ed":117,"tha":118,"##on":119,"in":120,"##k\#
        e":121,"ne":122,"##ld":123,"##ould":124,"new":125,"##is":126,"##ch":127,"##ir":128,"##mp":\#
        129,"jump":130,"##le":131,"li":132,"can":133,"##ing":134,"##ly":135,"only":136,"ru":137,"w\#
        e":138,"##nn":139,"runn":140,"lowest":141,"is":142,"fr":143,"lower":144,"from":145,"but":1\#
        46,"her":147,"they":148,"sh":149,"st":150,"see":151,"ver":152,"##ra":153,"##\u00dfe":154,"\#
        way":155,"she":156,"stra":157,"very":158,"stra\u00dfe":159,"bee":160,"out":161,"som":162,"\#
        these":163,"been":164,"some":165,"at":166,"of":167,"one":168,"has":169,"have":170,"not":17\#
        1,"and":172,"tim":173,"there":174,"will":175,"with":176,"time":177,"34":178,"how":179,"nai\#
        ":180,"##ny":181,"many":182,"was":183,"water":184,"that":185,"345":186,"naive":187,"12":18\#
        8,"don":189,"were":190,"\u043f\u0440":191,"##\u0438\u0432":192,"##\u0435\u0442":193,"their\#
        ":194,"call":195,"newest":196,"\u043f\u0440\u0438\u0432":197,"called":198,"\u043f\u0440\u0\#
        438\u0432\u0435\u0442":199,"ar":200,"as":201,"could":202,"fin":203,"him":204,"kn":205,"mo"\#
        :206,"oth":207,"to":208,"up":209,"##de":210,"this":211,"made":212,"are":213,"find":214,"kn\#
        ow":215,"most":216,"other":217,"dow":218,"if":219,"now":220,"use":221,"down":222,"af":223,\#
        "all":224,"ov":225,"pe":226,"sai":227,"wor":228,"##en":229,"##op":230,"##fe":231,"##ds":23\#
        2,"##der":233,"then":234,"who":235,"when":236,"make":237,"cafe":238,"had":239,"wider":240,\#
        "jumped":241,"after":242,"over":243,"peop":244,"said":245,"words":246,"people":247,"or":24\#
        8,"##ich":249,"which":250,"than":251,"20":252,"di":253,"lon":254,"tw":255,"##to":256,"##26\#
        ":257,"its":258,"just":259,"into":260,"like":261,"2026":262,"did":263,"long":264,"two":265\#
        ,"for":266,"my":267,"mor":268,"them":269,"running":270,"more":271,"be":272,"so":273,"ub":2\#
        74,"uber":275,"ab":276,"ea":277,"would":278,"you":279,"##out":280,"about":281,"each":282,"\#
        your":283,"##at":284,"what":285,"newer":286,"do":287,"his":288,"jumping":289,"##tt":290,"m\#
        ay":291,"litt":292,"little":293,"by":294,"where":295,"runner":296,"fir":297,"first":298,"\\#
        u043c\u0438":299}}}\#

        """#

    static let wordPieceResults =
        #"""
        [[[2,3],[0,0,0,0],[0,0],""],[[2,3],[0,0,0,0],[0,0],""],[[2,3],[0,0,0,0],[0,0],""],[[2,3],[\#
        0,0,0,0],[0,0],""],[[2,3],[0,0,0,0],[0,0],""],[[2,3],[0,0,0,0],[0,0],""],[[2,17,3],[0,0,0,\#
        1,0,0],[0,0,0],"a"],[[2,17,3],[0,0,1,2,0,0],[0,0,0],"a"],[[2,17,3],[0,0,0,1,0,0],[0,0,0],"\#
        a"],[[2,265,18,64,55,58,83,56,3],[0,0,2,5,7,8,8,9,9,10,10,11,11,12,12,13,0,0],[0,0,0,0,0,0\#
        ,0,0,0],"two blanks"],[[2,24,52,98,61,7,228,123,5,3],[0,0,0,1,1,2,2,4,4,5,5,6,7,10,10,12,1\#
        2,13,0,0],[0,0,0,0,0,0,0,0,0,0],"hello, world!"],[[2,88,1,18,53,87,58,1,130,56,243,88,1,28\#
        7,65,8,3],[0,0,0,3,4,9,10,11,11,12,12,14,14,15,16,19,20,24,24,25,26,30,31,34,35,39,40,42,4\#
        2,43,43,44,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"the brown jumps over the dog."],[[2,2\#
        5,6,29,279,6,33,52,24,52,6,28,64,148,6,37,52,189,6,35,138,6,20,99,6,34,3],[0,0,0,1,1,2,2,3\#
        ,4,7,7,8,8,9,9,10,11,12,12,13,13,14,14,15,15,16,17,21,21,22,22,23,23,24,25,28,28,29,29,30,\#
        31,33,33,34,34,35,36,38,38,39,39,40,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0],"i ' m you ' re he ' ll they ' ve don ' t we ' d it ' s"],[[2,99,6,34,138,6,28,64,3\#
        ],[0,0,0,2,2,3,3,4,5,7,7,8,8,9,9,10,0,0],[0,0,0,0,0,0,0,0,0],"it ' s we ' ll"],[[2,6,34,6,\#
        35,6,33,52,3],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,0,0],[0,0,0,0,0,0,0,0,0],"' s ' t ' re"],[[\#
        2,6,3],[0,0,0,1,0,0],[0,0,0],"'"],[[2,189,6,6,35,3],[0,0,0,3,3,4,4,5,5,6,0,0],[0,0,0,0,0,0\#
        ],"don ' ' t"],[[2,209,76,85,144,1,3],[0,0,0,2,2,3,3,5,6,11,12,17,0,0],[0,0,0,0,0,0,0],"up\#
        per lower"],[[2,187,238,275,3],[0,0,0,6,7,12,13,18,0,0],[0,0,0,0,0],"naive cafe uber"],[[2\#
        ,187,238,275,3],[0,0,0,7,8,12,15,21,0,0],[0,0,0,0,0],"naive cafe uber"],[[2,276,3],[0,0,0,\#
        6,0,0],[0,0,0],"ab"],[[2,3],[0,0,0,0],[0,0],""],[[2,114,3],[0,0,0,4,0,0],[0,0,0],"an"],[[2\#
        ,159,40,3],[0,0,0,7,8,11,0,0],[0,0,0,0],"stra\u00dfe \u00df"],[[2,142,60,55,58,82,62,64,1,\#
        3],[0,0,0,3,3,4,4,5,5,6,6,7,7,8,8,9,10,12,0,0],[0,0,0,0,0,0,0,0,0,0],"istanbul"],[[2,1,1,3\#
        ],[0,0,0,2,3,5,0,0],[0,0,0,0],""],[[2,1,1,3],[0,0,0,14,15,21,0,0],[0,0,0,0],""],[[2,49,50,\#
        48,51,3],[0,0,0,3,3,6,6,9,9,12,0,0],[0,0,0,0,0,0],"\u4f60 \u597d \u4e16 \u754c"],[[2,1,1,1\#
        ,1,3],[0,0,0,3,3,6,6,9,9,24,0,0],[0,0,0,0,0,0],""],[[2,1,3],[0,0,0,9,0,0],[0,0,0],""],[[2,\#
        1,1,3],[0,0,0,9,10,19,0,0],[0,0,0,0],""],[[2,1,3],[0,0,0,36,0,0],[0,0,0],""],[[2,1,1,3],[0\#
        ,0,0,15,19,37,0,0],[0,0,0,0],""],[[2,1,1,3],[0,0,0,10,11,25,0,0],[0,0,0,0],""],[[2,1,3],[0\#
        ,0,0,14,0,0],[0,0,0],""],[[2,199,7,299,71,5,43,70,42,79,3],[0,0,0,12,12,13,14,18,18,20,20,\#
        21,22,24,24,26,27,29,29,31,0,0],[0,0,0,0,0,0,0,0,0,0,0],"\u043f\u0440\u0438\u0432\u0435\u0\#
        442, \u043c\u0438\u0440! \u0438\u0438 \u0435\u0435"],[[2,1,3],[0,0,0,4,0,0],[0,0,0],""],[[\#
        2,1,22,55,75,59,135,3],[0,0,0,25,26,27,27,28,28,29,29,30,30,32,0,0],[0,0,0,0,0,0,0,0],"fam\#
        ily"],[[2,1,3],[0,0,0,16,0,0],[0,0,0],""],[[2,1,3],[0,0,0,13,0,0],[0,0,0],""],[[2,1,1,3],[\#
        0,0,0,6,7,12,0,0],[0,0,0,0],""],[[2,276,81,3],[0,0,1,4,5,6,0,0],[0,0,0,0],"abc"],[[2,276,8\#
        1,210,3],[0,0,0,5,8,9,12,17,0,0],[0,0,0,0,0],"abcde"],[[2,30,82,56,76,21,75,97,210,3],[0,0\#
        ,2,3,3,4,4,5,5,6,9,10,10,11,14,16,16,18,0,0],[0,0,0,0,0,0,0,0,0,0],"nbsp em wide"],[[2,17,\#
        18,19,77,3],[0,0,0,1,4,5,8,9,11,12,0,0],[0,0,0,0,0,0],"a b cd"],[[2,18,55,77,3],[0,0,4,5,5\#
        ,6,6,7,0,0],[0,0,0,0,0],"bad"],[[2,32,53,59,72,284,52,3],[0,0,4,5,5,6,6,7,7,8,8,10,10,11,0\#
        ,0],[0,0,0,0,0,0,0,0],"private"],[[2,273,63,113,54,76,57,229,3],[0,0,0,2,2,3,3,7,7,8,8,9,9\#
        ,10,10,12,0,0],[0,0,0,0,0,0,0,0,0],"softhyphen"],[[2,35,55,82,125,132,58,52,33,52,60,62,53\#
        ,58,72,60,63,63,3],[0,0,0,1,1,2,2,3,4,7,8,10,10,11,11,12,13,14,14,15,15,16,16,17,17,18,18,\#
        19,20,21,21,22,23,24,24,25,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"tab new line retu\#
        rnvtff"],[[2,24,290,76,56,1,1,1,1,8,19,104,1,17,1,18,16,19,1,20,1,21,1,22,1,23,3],[0,0,0,1\#
        ,1,3,3,4,4,5,5,6,6,7,7,8,8,15,15,16,16,17,17,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,\#
        26,27,27,28,28,29,29,30,30,31,31,32,32,33,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0],"https. com a b? c d e f g"],[[2,221,53,8,30,55,75,52,1,35,55,65,1,91,59,64,8\#
        ,1,8,248,65,3],[0,0,0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,16,16,17,1\#
        7,18,18,19,19,26,26,27,27,29,29,30,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"use\#
        r. name tag mail.. org"],[[2,19,1,1,32,284,57,1,22,59,131,8,1,3],[0,0,0,1,1,2,2,3,3,4,4,6,\#
        6,7,7,8,8,9,9,10,10,12,12,13,13,16,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"c path file."],[[2,\#
        12,8,1,10,7,9,66,66,7,9,66,66,10,52,1,10,66,1,3],[0,0,0,1,1,2,2,7,8,9,9,10,10,11,11,12,12,\#
        13,13,14,14,15,15,16,16,17,18,19,19,20,20,21,21,22,22,23,24,28,0,0],[0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0],"3. 1, 000, 000 1e 10"],[[2,1,3],[0,0,0,20,0,0],[0,0,0],""],[[2,1,1,1,\#
        1,3],[0,0,0,6,7,10,11,13,14,16,0,0],[0,0,0,0,0,0],""],[[2,1,3],[0,0,0,6,0,0],[0,0,0],""],[\#
        [2,22,61,61,1,18,55,53,1,1,3],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,11,0,0],[0,0,0,0,0,0,\#
        0,0,0,0,0],"foo bar"],[[2,5,5,5,16,16,16,8,8,8,3],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9\#
        ,0,0],[0,0,0,0,0,0,0,0,0,0,0],"!!!???..."],[[2,1,17,1,1,18,1,1,19,1,1,20,1,3],[0,0,0,1,1,2\#
        ,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"a b c d"\#
        ],[[2,1,10,66,66,1,1,10,66,66,1,1,35,55,65,1,29,52,1,1,1,39,1,1,1,1,38,1,3],[0,0,0,1,1,2,2\#
        ,3,3,4,5,10,11,14,15,16,16,17,17,18,18,19,20,21,21,22,22,23,23,24,25,26,26,27,27,28,29,30,\#
        30,31,32,33,33,34,35,36,36,37,37,38,39,40,40,41,41,42,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0],"100 100 tag me y w"],[[2,1,1,1,1,34,134,131,1,1,23,62,59,98,\#
        52,75,52,60,56,1,1,20,55,56,57,1,3],[0,0,0,3,3,9,9,12,13,16,16,17,17,20,20,22,22,25,26,28,\#
        28,29,29,30,30,31,31,33,33,34,34,35,35,36,36,37,37,38,38,40,41,44,45,46,46,47,47,48,48,49,\#
        50,53,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"single guillemets dash\#
        "],[[2,1,1,1,1,1,3],[0,0,0,5,6,9,10,19,20,23,24,27,0,0],[0,0,0,0,0,0,0],""],[[2,17,17,17,3\#
        ],[0,0,0,3,4,6,7,8,0,0],[0,0,0,0,0],"a a a"],[[2,2,3,4,1,3],[0,0,0,5,6,11,12,18,19,24,0,0]\#
        ,[0,0,0,0,0,0],""],[[2,17,4,18,3],[0,0,0,1,1,7,7,8,0,0],[0,0,0,0,0],"a b"],[[2,1,1,1,1,1,1\#
        7,1,1,1,1,1,3],[0,0,0,1,1,2,2,11,11,12,12,13,13,14,14,15,15,16,16,25,25,26,26,27,0,0],[0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0],"a"],[[2,1,1,34,1,1,36,58,83,1,3],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7\#
        ,7,8,8,9,0,0],[0,0,0,0,0,0,0,0,0,0,0],"s unk"],[[2,1,1,3],[0,0,0,10,11,18,0,0],[0,0,0,0],"\#
        "],[[2,114,60,59,77,126,108,55,82,64,126,57,75,229,60,55,53,59,55,58,126,75,32,58,52,62,75\#
        ,119,96,64,60,153,75,59,81,53,61,56,81,230,59,81,56,59,64,59,81,61,72,61,64,81,55,58,61,81\#
        ,119,59,61,56,126,3],[0,0,0,2,2,3,3,4,4,5,5,7,7,10,10,11,11,12,12,13,13,15,15,16,16,17,17,\#
        19,19,20,20,21,21,22,22,23,23,24,24,25,25,27,27,28,29,30,30,31,31,32,32,33,33,34,34,36,36,\#
        38,38,39,39,40,40,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,51,51,52,52,53,53,54,54,\#
        55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,69,69,70,70,\#
        71,71,72,72,74,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"antidisestablishmentarianism pneu\#
        monoultramicroscopicsilicovolcanoconiosis"],[[2,17,55,55,55,55,55,55,55,55,55,55,55,55,55,\#
        55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,\#
        55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,\#
        55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,55,3],[0,0,0,1,1,2\#
        ,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19\#
        ,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34\#
        ,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49\#
        ,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64\#
        ,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79\#
        ,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94\#
        ,95,95,96,96,97,97,98,98,99,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],[[2,18,82,82,82,82,8\#
        2,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,8\#
        2,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,8\#
        2,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,82,8\#
        2,82,82,82,82,3],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,\#
        15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,\#
        30,30,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,\#
        45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,\#
        60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,\#
        75,75,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,\#
        90,90,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100,0,0],[0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0],"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bbbbbbbbbbbbbbbb"],[[2,1,3],[0,0,0,101,0,0],[0,0,0],""],[[2,1,3],[0,0,0,300,0,0],[0,0,0],"\#
        "],[[2,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77\#
        ,228,77,228,77,228,77,228,77,228,77,228,77,228,77,228,77,3],[0,0,0,3,3,4,5,8,8,9,10,13,13,\#
        14,15,18,18,19,20,23,23,24,25,28,28,29,30,33,33,34,35,38,38,39,40,43,43,44,45,48,48,49,50,\#
        53,53,54,55,58,58,59,60,63,63,64,65,68,68,69,70,73,73,74,75,78,78,79,80,83,83,84,85,88,88,\#
        89,90,93,93,94,95,98,98,99,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0],"word word word word word word word word word word word word w\#
        ord word word word word word word word"],[[2,1,1,1,1,1,1,3],[0,0,0,5,6,9,9,12,12,31,32,41,\#
        42,49,0,0],[0,0,0,0,0,0,0,0],""],[[2,1,1,1,3],[0,0,0,4,4,8,9,12,0,0],[0,0,0,0,0],""],[[2,2\#
        1,107,3],[0,0,0,1,3,7,0,0],[0,0,0,0],"eee"],[[2,1,120,210,58,60,117,271,3],[0,0,0,5,8,10,1\#
        0,12,12,13,13,14,14,16,18,22,0,0],[0,0,0,0,0,0,0,0,0],"indented more"],[[2,189,1,35,1,3],[\#
        0,0,0,3,3,6,6,7,8,12,0,0],[0,0,0,0,0,0],"don t"],[[2,1,36,58,55,56,56,59,65,58,117,3],[0,0\#
        ,0,2,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,13,0,0],[0,0,0,0,0,0,0,0,0,0,0,0],"unassigned"]\#
        ,[[2,1,34,34,3],[0,0,0,1,6,9,10,11,0,0],[0,0,0,0,0],"s s"],[[2,24,52,98,61,228,123,3,179,2\#
        13,279,16,3],[0,0,0,1,1,2,2,4,4,5,6,9,9,11,0,0,0,3,4,7,8,11,11,12,0,0],[0,0,0,0,0,0,0,0,1,\#
        1,1,1,1],"hello world how are you?"],[[2,3,18,3],[0,0,0,0,0,1,0,0],[0,0,1,1],"b"],[[2,17,3\#
        ,3],[0,0,0,1,0,0,0,0],[0,0,0,1],"a"],[[2,168,265,86,53,107,3,10,11,12,3],[0,0,0,3,4,7,8,10\#
        ,10,11,11,13,0,0,0,1,2,3,4,5,0,0],[0,0,0,0,0,0,0,1,1,1,1],"one two three 1 2 3"]]\#

        """#

    static let byteLevel =
        #"""
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"<|end\#
        oftext|>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":t\#
        rue}],"normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim\#
        _offsets":true,"use_regex":true},"post_processor":{"type":"ByteLevel","add_prefix_space":t\#
        rue,"trim_offsets":true,"use_regex":true},"decoder":{"type":"ByteLevel","add_prefix_space"\#
        :true,"trim_offsets":true,"use_regex":true},"model":{"type":"BPE","dropout":null,"unk_toke\#
        n":null,"continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":false,"byte_\#
        fallback":false,"ignore_merges":false,"vocab":{"<|endoftext|>":0,"!":1,"\"":2,"#":3,"$":4,\#
        "%":5,"&":6,"'":7,"(":8,")":9,"*":10,"+":11,",":12,"-":13,".":14,"/":15,"0":16,"1":17,"2":\#
        18,"3":19,"4":20,"5":21,"6":22,"7":23,"8":24,"9":25,":":26,";":27,"<":28,"=":29,">":30,"?"\#
        :31,"@":32,"A":33,"B":34,"C":35,"D":36,"E":37,"F":38,"G":39,"H":40,"I":41,"J":42,"K":43,"L\#
        ":44,"M":45,"N":46,"O":47,"P":48,"Q":49,"R":50,"S":51,"T":52,"U":53,"V":54,"W":55,"X":56,"\#
        Y":57,"Z":58,"[":59,"\\":60,"]":61,"^":62,"_":63,"`":64,"a":65,"b":66,"c":67,"d":68,"e":69\#
        ,"f":70,"g":71,"h":72,"i":73,"j":74,"k":75,"l":76,"m":77,"n":78,"o":79,"p":80,"q":81,"r":8\#
        2,"s":83,"t":84,"u":85,"v":86,"w":87,"x":88,"y":89,"z":90,"{":91,"|":92,"}":93,"~":94,"\u0\#
        0a1":95,"\u00a2":96,"\u00a3":97,"\u00a4":98,"\u00a5":99,"\u00a6":100,"\u00a7":101,"\u00a8"\#
        :102,"\u00a9":103,"\u00aa":104,"\u00ab":105,"\u00ac":106,"\u00ae":107,"\u00af":108,"\u00b0\#
        ":109,"\u00b1":110,"\u00b2":111,"\u00b3":112,"\u00b4":113,"\u00b5":114,"\u00b6":115,"\u00b\#
        7":116,"\u00b8":117,"\u00b9":118,"\u00ba":119,"\u00bb":120,"\u00bc":121,"\u00bd":122,"\u00\#
        be":123,"\u00bf":124,"\u00c0":125,"\u00c1":126,"\u00c2":127,"\u00c3":128,"\u00c4":129,"\u0\#
        0c5":130,"\u00c6":131,"\u00c7":132,"\u00c8":133,"\u00c9":134,"\u00ca":135,"\u00cb":136,"\u\#
        00cc":137,"\u00cd":138,"\u00ce":139,"\u00cf":140,"\u00d0":141,"\u00d1":142,"\u00d2":143,"\\#
        u00d3":144,"\u00d4":145,"\u00d5":146,"\u00d6":147,"\u00d7":148,"\u00d8":149,"\u00d9":150,"\#
        \u00da":151,"\u00db":152,"\u00dc":153,"\u00dd":154,"\u00de":155,"\u00df":156,"\u00e0":157,\#
        "\u00e1":158,"\u00e2":159,"\u00e3":160,"\u00e4":161,"\u00e5":162,"\u00e6":163,"\u00e7":164\#
        ,"\u00e8":165,"\u00e9":166,"\u00ea":167,"\u00eb":168,"\u00ec":169,"\u00ed":170,"\u00ee":17\#
        1,"\u00ef":172,"\u00f0":173,"\u00f1":174,"\u00f2":175,"\u00f3":176,"\u00f4":177,"\u00f5":1\#
        78,"\u00f6":179,"\u00f7":180,"\u00f8":181,"\u00f9":182,"\u00fa":183,"\u00fb":184,"\u00fc":\#
        185,"\u00fd":186,"\u00fe":187,"\u00ff":188,"\u0100":189,"\u0101":190,"\u0102":191,"\u0103"\#
        :192,"\u0104":193,"\u0105":194,"\u0106":195,"\u0107":196,"\u0108":197,"\u0109":198,"\u010a\#
        ":199,"\u010b":200,"\u010c":201,"\u010d":202,"\u010e":203,"\u010f":204,"\u0110":205,"\u011\#
        1":206,"\u0112":207,"\u0113":208,"\u0114":209,"\u0115":210,"\u0116":211,"\u0117":212,"\u01\#
        18":213,"\u0119":214,"\u011a":215,"\u011b":216,"\u011c":217,"\u011d":218,"\u011e":219,"\u0\#
        11f":220,"\u0120":221,"\u0121":222,"\u0122":223,"\u0123":224,"\u0124":225,"\u0125":226,"\u\#
        0126":227,"\u0127":228,"\u0128":229,"\u0129":230,"\u012a":231,"\u012b":232,"\u012c":233,"\\#
        u012d":234,"\u012e":235,"\u012f":236,"\u0130":237,"\u0131":238,"\u0132":239,"\u0133":240,"\#
        \u0134":241,"\u0135":242,"\u0136":243,"\u0137":244,"\u0138":245,"\u0139":246,"\u013a":247,\#
        "\u013b":248,"\u013c":249,"\u013d":250,"\u013e":251,"\u013f":252,"\u0140":253,"\u0141":254\#
        ,"\u0142":255,"\u0143":256,"er":257,"\u0120w":258,"\u0120t":259,"\u0120th":260,"\u0120o":2\#
        61,"ow":262,"\u0120a":263,"\u0120i":264,"\u0120h":265,"st":266,"\u0120m":267,"\u0120the":2\#
        68,"\u0120n":269,"\u0120s":270,"\u0120l":271,"\u0120c":272,"\u0120wh":273,"an":274,"\u0120\#
        b":275,"\u0120on":276,"\u0120f":277,"ou":278,"ll":279,"\u0120d":280,"\u0120wa":281,"ere":2\#
        82,"id":283,"\u0120ha":284,"or":285,"\u0120it":286,"in":287,"om":288,"ut":289,"\u0120ma":2\#
        90,"\u0120low":291,"ee":292,"est":293,"a\u00c3":294,"ju":295,"ve":296,"\u0120ju":297,"he":\#
        298,"se":299,"im":300,"th":301,"ver":302,"ter":303,"\u0120no":304,"ed":305,"on":306,"\u012\#
        0wi":307,"at":308,"ke":309,"\u0120u":310,"\u0120ca":311,"ew":312,"ld":313,"ould":314,"\u01\#
        20an":315,"\u0120in":316,"is":317,"ch":318,"ir":319,"mp":320,"le":321,"\u00d0\u00b8":322,"\#
        \u00d1\u0122":323,"\u0120new":324,"ing":325,"ly":326,"\u0120\u00e4":327,"\u0120jump":328,"\#
        nn":329,"unn":330,"rom":331,"\u0120\u00d0":332,"\u0120we":333,"\u0120can":334,"ra\u00c3":3\#
        35,"runn":336,"\u0120runn":337,"\u0141e":338,"\u0120is":339,"\u0120only":340,"\u0120lower"\#
        :341,"\u0120lowest":342,"ra\u00c3\u0141e":343,"ome":344,"een":345,"'s":346,"\u0120st":347,\#
        "\u0120ver":348,"\u0120they":349,"\u0120li":350,"\u0120stra\u00c3\u0141e":351,"\u0120very"\#
        :352,"\u0120been":353,"\u0120way":354,"ime":355,"34":356,"\u00afve":357,"\u0120of":358,"\u\#
        0120her":359,"\u0120see":360,"any":361,"\u0120one":362,"\u0120from":363,"\u0120has":364,"a\#
        \u00c3\u00afve":365,"\u0120not":366,"345":367,"'t":368,"12":369,"\u00a5\u00bd":370,"\u00b2\#
        \u00d0":371,"\u00b5\u00d1":372,"\u00d0\u00b2\u00d0":373,"\u00e5\u00a5\u00bd":374,"\u0120ou\#
        t":375,"\u0120these":376,"\u0120she":377,"\u0120some":378,"lled":379,"\u00d0\u00b8\u00d0\u\#
        00b2\u00d0":380,"\u00d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0":381,"\u00b5\u00d1\u0124":382,\#
        "\u00d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u0124":383,"de":384,"now":385,"ost\#
        ":386,"re":387,"\u0120time":388,"\u0120na\u00c3\u00afve":389,"\u0120but":390,"ind":391,"th\#
        er":392,"\u0120345":393,"\u0120that":394,"\u0120other":395,"own":396,"\u0120at":397,"\u012\#
        0water":398,"\u0120made":399,"'m":400,"aid":401,"ds":402,"eo":403,"f\u00c3":404,"fter":405\#
        ,"ple":406,"\u00e7\u0137":407,"\u012012":408,"\u0120\u00e5\u00a5\u00bd":409,"\u0120there":\#
        410,"\u0120this":411,"\u0120over":412,"\u0120are":413,"\u0120many":414,"\u0120most":415,"\\#
        u0120could":416,"\u0120was":417,"ider":418,"ords":419,"\u0120will":420,"\u0120with":421,"\\#
        u0120called":422,"\u0120and":423,"\u0120newest":424,"eople":425,"f\u00c3\u00a9":426,"\u00e\#
        7\u0137\u012e":427,"ich":428,"\u0120if":429,"\u0120him":430,"\u0120which":431,"\u0120don":\#
        432,"\u0120make":433,"\u0120use":434,"know":435,"people":436,"\u00b8\u0138":437,"\u00bf\u0\#
        0d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u0124":438,"\u0120know":439,"\u0120peo\#
        ple":440,"\u0120after":441,"\u0120how":442,"\u0120their":443,"\u0120had":444,"\u0120up":44\#
        5,"\u0120jumped":446,"\u0120\u00d0\u00bf\u00d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u\#
        00d1\u0124":447,"02":448,"202":449,"The":450,"to":451,"wo":452,"\u0120I":453,"\u0120were":\#
        454,"\u0120said":455,"\u0120who":456,"\u0120find":457,"\u0120down":458,"ong":459,"\u0120ca\#
        f\u00c3\u00a9":460,"2026":461,"en":462,"\u00bd\u0142":463,"\u0120\u00e7\u0137\u012e":464,"\#
        \u0120words":465,"\u0120than":466,"\u0120or":467,"\u0120then":468,"\u0120when":469,"\u0120\#
        for":470,"ore":471,"\u0120just":472,"\u0120into":473,"ber":474,"\u0120wider":475,"\u0120to\#
        ":476,"\u0120two":477,"\u0120as":478,"\u0120more":479,"\u0120now":480,"\u0120long":481,"\u\#
        0120have":482,"\u0120\u00e4\u00b8\u0138":483,"ach":484,"bou":485,"\u01202026":486,"\u0120a\#
        ll":487,"\u0120be":488,"our":489,"\u0120its":490,"bout":491,"\u00bcber":492,"\u00c3\u00bcb\#
        er":493,"\u0120\u00c3\u00bcber":494,"\u0120would":495,"\u0120my":496,"\u0120did":497,"\u01\#
        20running":498,"each":499},"merges":[["e","r"],["\u0120","w"],["\u0120","t"],["\u0120t","h\#
        "],["\u0120","o"],["o","w"],["\u0120","a"],["\u0120","i"],["\u0120","h"],["s","t"],["\u012\#
        0","m"],["\u0120th","e"],["\u0120","n"],["\u0120","s"],["\u0120","l"],["\u0120","c"],["\u0\#
        120w","h"],["a","n"],["\u0120","b"],["\u0120o","n"],["\u0120","f"],["o","u"],["l","l"],["\\#
        u0120","d"],["\u0120w","a"],["er","e"],["i","d"],["\u0120h","a"],["o","r"],["\u0120i","t"]\#
        ,["i","n"],["o","m"],["u","t"],["\u0120m","a"],["\u0120l","ow"],["e","e"],["e","st"],["a",\#
        "\u00c3"],["j","u"],["v","e"],["\u0120","ju"],["h","e"],["s","e"],["i","m"],["t","h"],["v"\#
        ,"er"],["t","er"],["\u0120n","o"],["e","d"],["o","n"],["\u0120w","i"],["a","t"],["k","e"],\#
        ["\u0120","u"],["\u0120c","a"],["e","w"],["l","d"],["ou","ld"],["\u0120a","n"],["\u0120i",\#
        "n"],["i","s"],["c","h"],["i","r"],["m","p"],["l","e"],["\u00d0","\u00b8"],["\u00d1","\u01\#
        22"],["\u0120n","ew"],["in","g"],["l","y"],["\u0120","\u00e4"],["\u0120ju","mp"],["n","n"]\#
        ,["u","nn"],["r","om"],["\u0120","\u00d0"],["\u0120w","e"],["\u0120c","an"],["r","a\u00c3"\#
        ],["r","unn"],["\u0120","runn"],["\u0141","e"],["\u0120i","s"],["\u0120on","ly"],["\u0120l\#
        ow","er"],["\u0120low","est"],["ra\u00c3","\u0141e"],["om","e"],["ee","n"],["'","s"],["\u0\#
        120","st"],["\u0120","ver"],["\u0120the","y"],["\u0120l","i"],["\u0120st","ra\u00c3\u0141e\#
        "],["\u0120ver","y"],["\u0120b","een"],["\u0120wa","y"],["im","e"],["3","4"],["\u00af","ve\#
        "],["\u0120o","f"],["\u0120h","er"],["\u0120s","ee"],["an","y"],["\u0120on","e"],["\u0120f\#
        ","rom"],["\u0120ha","s"],["a\u00c3","\u00afve"],["\u0120no","t"],["34","5"],["'","t"],["1\#
        ","2"],["\u00a5","\u00bd"],["\u00b2","\u00d0"],["\u00b5","\u00d1"],["\u00d0","\u00b2\u00d0\#
        "],["\u00e5","\u00a5\u00bd"],["\u0120o","ut"],["\u0120the","se"],["\u0120s","he"],["\u0120\#
        s","ome"],["ll","ed"],["\u00d0\u00b8","\u00d0\u00b2\u00d0"],["\u00d1\u0122","\u00d0\u00b8\\#
        u00d0\u00b2\u00d0"],["\u00b5\u00d1","\u0124"],["\u00d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0\#
        ","\u00b5\u00d1\u0124"],["d","e"],["n","ow"],["o","st"],["r","e"],["\u0120t","ime"],["\u01\#
        20n","a\u00c3\u00afve"],["\u0120b","ut"],["in","d"],["th","er"],["\u0120","345"],["\u0120t\#
        h","at"],["\u0120o","ther"],["ow","n"],["\u0120a","t"],["\u0120wa","ter"],["\u0120ma","de"\#
        ],["'","m"],["a","id"],["d","s"],["e","o"],["f","\u00c3"],["f","ter"],["p","le"],["\u00e7"\#
        ,"\u0137"],["\u0120","12"],["\u0120","\u00e5\u00a5\u00bd"],["\u0120th","ere"],["\u0120th",\#
        "is"],["\u0120o","ver"],["\u0120a","re"],["\u0120m","any"],["\u0120m","ost"],["\u0120c","o\#
        uld"],["\u0120wa","s"],["id","er"],["or","ds"],["\u0120wi","ll"],["\u0120wi","th"],["\u012\#
        0ca","lled"],["\u0120an","d"],["\u0120new","est"],["eo","ple"],["f\u00c3","\u00a9"],["\u00\#
        e7\u0137","\u012e"],["i","ch"],["\u0120i","f"],["\u0120h","im"],["\u0120wh","ich"],["\u012\#
        0d","on"],["\u0120ma","ke"],["\u0120u","se"],["k","now"],["p","eople"],["\u00b8","\u0138"]\#
        ,["\u00bf","\u00d1\u0122\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u0124"],["\u0120","know\#
        "],["\u0120","people"],["\u0120a","fter"],["\u0120h","ow"],["\u0120the","ir"],["\u0120ha",\#
        "d"],["\u0120u","p"],["\u0120jump","ed"],["\u0120\u00d0","\u00bf\u00d1\u0122\u00d0\u00b8\u\#
        00d0\u00b2\u00d0\u00b5\u00d1\u0124"],["0","2"],["2","02"],["T","he"],["t","o"],["w","o"],[\#
        "\u0120","I"],["\u0120w","ere"],["\u0120s","aid"],["\u0120wh","o"],["\u0120f","ind"],["\u0\#
        120d","own"],["on","g"],["\u0120ca","f\u00c3\u00a9"],["202","6"],["e","n"],["\u00bd","\u01\#
        42"],["\u0120","\u00e7\u0137\u012e"],["\u0120w","ords"],["\u0120th","an"],["\u0120o","r"],\#
        ["\u0120the","n"],["\u0120wh","en"],["\u0120f","or"],["or","e"],["\u0120ju","st"],["\u0120\#
        in","to"],["b","er"],["\u0120w","ider"],["\u0120t","o"],["\u0120t","wo"],["\u0120a","s"],[\#
        "\u0120m","ore"],["\u0120n","ow"],["\u0120l","ong"],["\u0120ha","ve"],["\u0120\u00e4","\u0\#
        0b8\u0138"],["a","ch"],["b","ou"],["\u0120","2026"],["\u0120a","ll"],["\u0120b","e"],["ou"\#
        ,"r"],["\u0120it","s"],["bou","t"],["\u00bc","ber"],["\u00c3","\u00bcber"],["\u0120","\u00\#
        c3\u00bcber"],["\u0120w","ould"],["\u0120m","y"],["\u0120d","id"],["\u0120runn","ing"],["e\#
        ","ach"]]}}\#

        """#

    static let byteLevelResults =
        #"""
        [[[],[],[],""],[[221],[0,0],[0]," "],[[221,221,221],[0,0,2,2,3,3],[0,0,0],"   "],[[198],[0\#
        ,1],[0],"\t"],[[199,199],[0,1,1,2],[0,0],"\n\n"],[[202,199],[0,1,1,2],[0,0],"\r\n"],[[65],\#
        [0,1],[0],"a"],[[263],[0,2],[0]," a"],[[65,221],[0,1,2,2],[0,0],"a "],[[221,477,221,275,76\#
        ,274,75,83,221,221],[0,0,2,5,6,6,7,8,8,9,9,11,11,12,12,13,14,14,15,15],[0,0,0,0,0,0,0,0,0,\#
        0],"  two  blanks  "],[[40,69,279,79,12,221,55,285,313,1],[0,1,1,2,2,4,4,5,5,6,7,7,7,8,8,1\#
        0,10,12,12,13],[0,0,0,0,0,0,0,0,0,0],"Hello, World!"],[[450,221,81,85,73,67,75,275,82,396,\#
        277,79,88,328,83,412,268,271,65,90,89,280,79,71,14],[0,3,4,4,4,5,5,6,6,7,7,8,8,9,10,11,11,\#
        12,12,15,16,17,17,18,18,19,20,24,24,25,26,30,31,34,35,36,36,37,37,38,38,39,40,41,41,42,42,\#
        43,43,44],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"The quick brown fox jumps o\#
        ver the lazy dog."],[[41,400,221,89,278,7,387,265,69,7,279,349,7,296,432,368,333,7,68,286,\#
        346],[0,1,1,3,4,4,4,5,5,7,7,8,8,10,11,12,12,13,13,14,14,16,17,21,21,22,22,24,25,28,28,30,3\#
        1,33,33,34,34,35,36,38,38,40],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"I'm you're he'l\#
        l they've don't we'd it's"],[[41,52,7,51,221,55,37,7,44,44],[0,1,1,2,2,3,3,4,5,5,5,6,6,7,7\#
        ,8,8,9,9,10],[0,0,0,0,0,0,0,0,0,0],"IT'S WE'LL"],[[346,368,7,387],[0,2,2,4,4,5,5,7],[0,0,0\#
        ,0],"'s't're"],[[7],[0,1],[0],"'"],[[68,306,7,7,84],[0,1,1,3,3,4,4,5,5,6],[0,0,0,0,0],"don\#
        ''t"],[[53,48,48,37,50,341,221,45,73,56,69,36],[0,1,1,2,2,3,3,4,4,5,6,11,12,12,12,13,13,14\#
        ,14,15,15,16,16,17],[0,0,0,0,0,0,0,0,0,0,0,0],"UPPER lower MiXeD"],[[78,365,460,494],[0,1,\#
        1,6,7,12,13,18],[0,0,0,0],"na\u00efve caf\u00e9 \u00fcber"],[[78,65,73,137,231,296,311,70,\#
        69,137,224,310,137,231,474],[0,1,1,2,2,3,3,5,3,5,5,7,8,10,10,11,11,12,12,14,12,14,15,16,16\#
        ,18,16,18,18,21],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"nai\u0308ve cafe\u0301 u\u0308ber"],[[65\#
        ,137,224,137,97,66,137,97,137,224],[0,1,1,3,1,3,3,5,3,5,5,6,6,8,6,8,8,10,8,10],[0,0,0,0,0,\#
        0,0,0,0,0],"a\u0301\u0323b\u0323\u0301"],[[137,224,137,225],[0,2,0,2,2,4,2,4],[0,0,0,0],"\\#
        u0301\u0302"],[[158,119,99,78],[0,3,0,3,0,3,3,4],[0,0,0,0],"\u1ea5n"],[[51,84,343,221,158,\#
        119,253],[0,1,1,2,2,7,8,8,8,11,8,11,8,11],[0,0,0,0,0,0,0],"Stra\u00dfe \u1e9e"],[[129,109,\#
        266,274,66,85,76,221,129,110],[0,2,0,2,2,4,4,6,6,7,7,8,8,9,10,10,10,12,10,12],[0,0,0,0,0,0\#
        ,0,0,0,0],"\u0130stanbul \u0131"],[[132,228,221,132,227],[0,2,0,2,3,3,3,5,3,5],[0,0,0,0,0]\#
        ,"\u01c5 \u01c4"],[[139,97,139,108,140,226,140,228,140,229,139,124,140,225,221,139,97,139,\#
        240,139,97],[0,2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,10,10,12,10,12,12,14,12,14,15,15,15,17\#
        ,15,17,17,19,17,19,19,21,19,21],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u03a3\u03af\\#
        u03c3\u03c5\u03c6\u03bf\u03c2 \u03a3\u0391\u03a3"],[[161,463,374,161,437,427],[0,3,0,3,3,6\#
        ,6,9,6,9,9,12],[0,0,0,0,0,0],"\u4f60\u597d\u4e16\u754c"],[[163,246,99,163,251,106,165,104,\#
        253,160,224,107,160,226,229,160,225,256,160,225,118,160,226,231],[0,3,0,3,0,3,3,6,3,6,3,6,\#
        6,9,6,9,6,9,9,12,9,12,9,12,12,15,12,15,12,15,15,18,15,18,15,18,18,21,18,21,18,21,21,24,21,\#
        24,21,24],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u65e5\u672c\u8a9e\u306e\u30c\#
        6\u30ad\u30b9\u30c8"],[[160,225,105,160,225,248,160,224,234,160,225,248],[0,3,0,3,0,3,3,6,\#
        3,6,3,6,6,9,6,9,6,9,9,12,9,12,9,12],[0,0,0,0,0,0,0,0,0,0,0,0],"\u30ab\u3099\u304b\u3099"],\#
        [[170,244,251,167,114,256,169,245,113,221,158,227,241,158,228,95,158,229,105],[0,3,0,3,0,3\#
        ,3,6,3,6,3,6,6,9,6,9,6,9,10,10,10,13,10,13,10,13,13,16,13,16,13,16,16,19,16,19,16,19],[0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab"],[[157,117,104\#
        ,157,117,101,157,117,110,157,117,104,157,117,243,157,117,114,157,117,233,157,117,111,157,1\#
        17,101,157,118,225,157,117,99,157,117,224],[0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12,\#
        9,12,12,15,12,15,12,15,15,18,15,18,15,18,18,21,18,21,18,21,21,24,21,24,21,24,24,27,24,27,2\#
        4,27,27,30,27,30,27,30,30,33,30,33,30,33,33,36,33,36,33,36],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0\#
        e32\u0e27\u0e42\u0e25\u0e01"],[[157,98,102,157,98,107,157,98,117,157,99,236,157,98,98,157,\#
        99,230,221,157,98,100,157,99,224,157,98,102,157,98,124,157,98,108,157,98,123],[0,3,0,3,0,3\#
        ,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12,9,12,12,15,12,15,12,15,15,18,15,18,15,18,19,19,19,22,19\#
        ,22,19,22,22,25,22,25,22,25,25,28,25,28,25,28,28,31,28,31,28,31,31,34,31,34,31,34,34,37,34\#
        ,37,34,37],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u\#
        0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e"],[[150,228,149,11\#
        0,149,256,149,102,149,101,221,149,102,149,101,150,227,149,118,149,101,150,227,150,228],[0,\#
        2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,10,11,11,11,13,11,13,13,15,13,15,15,17,15,17,17,19,17\#
        ,19,19,21,19,21,21,23,21,23,23,25,23,25],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0],"\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645"],[[148,103,\#
        147,117,148,224,148,251,148,244,147,118,148,252],[0,2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,1\#
        0,10,12,10,12,12,14,12,14],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u05e9\u05b8\u05c1\u05dc\u05d5\u\#
        05b9\u05dd"],[[141,254,383,12,332,121,322,323,1,332,248,141,118,332,224,142,240],[0,2,0,2,\#
        2,12,12,13,14,16,14,16,16,18,18,20,20,21,22,24,22,24,24,26,24,26,27,29,27,29,29,31,29,31],\#
        [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0\#
        440! \u0419\u0439 \u0401\u0451"],[[173,254,247,223],[0,4,0,4,0,4,0,4],[0,0,0,0],"\ud83d\ud\#
        e00"],[[173,254,240,102,159,223,236,173,254,240,103,159,223,236,173,254,240,101,159,223,23\#
        6,173,254,240,100,277,65,77,73,326],[0,4,0,4,0,4,0,4,4,7,4,7,4,7,7,11,7,11,7,11,7,11,11,14\#
        ,11,14,11,14,14,18,14,18,14,18,14,18,18,21,18,21,18,21,21,25,21,25,21,25,21,25,26,27,27,28\#
        ,28,29,29,30,30,32],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\ud83d\\#
        udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 family"],[[173,254,240,236,173\#
        ,254,238,122,173,254,230,103,173,254,230,104],[0,4,0,4,0,4,0,4,4,8,4,8,4,8,4,8,8,12,8,12,8\#
        ,12,8,12,12,16,12,16,12,16,12,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\ud83d\udc4d\ud83c\ud\#
        ffd\ud83c\udde9\ud83c\uddea"],[[159,252,98,172,117,238,159,223,236,173,254,243,99],[0,3,0,\#
        3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,13,9,13,9,13,9,13],[0,0,0,0,0,0,0,0,0,0,0,0,0],"\u2764\ufe\#
        0f\u200d\ud83d\udd25"],[[88,173,254,247,223,89,221,173,254,247,223,90],[0,1,1,5,1,5,1,5,1,\#
        5,5,6,7,7,7,11,7,11,7,11,7,11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0],"x\ud83d\ude00y \ud83d\ude0\#
        0z"],[[189,65,190,66,222,67],[0,1,1,2,2,3,3,4,4,5,5,6],[0,0,0,0,0,0],"\u0000a\u0001b\u007f\#
        c"],[[65,159,223,234,66,159,223,235,67,159,223,236,68,172,120,124,69],[0,1,1,4,1,4,1,4,4,5\#
        ,5,8,5,8,5,8,8,9,9,12,9,12,9,12,12,13,13,16,13,16,13,16,16,17],[0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0],"a\u200bb\u200cc\u200dd\ufeffe"],[[127,255,78,66,83,80,159,223,226,69,77,160,223,\#
        223,87,283,69],[0,2,0,2,2,3,3,4,4,5,5,6,6,9,6,9,6,9,9,10,10,11,11,14,11,14,11,14,14,15,15,\#
        17,17,18],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u00a0nbsp\u2003em\u3000wide"],[[65,159,223\#
        ,102,66,159,223,103,67,127,228,68],[0,1,1,4,1,4,1,4,4,5,5,8,5,8,5,8,8,9,9,11,9,11,11,12],[\#
        0,0,0,0,0,0,0,0,0,0,0,0],"a\u2028b\u2029c\u0085d"],[[172,124,122,275,65,68,221,172,124,122\#
        ],[0,3,0,3,0,3,4,5,5,6,6,7,8,8,8,11,8,11,8,11],[0,0,0,0,0,0,0,0,0,0],"\ufffd bad \ufffd"],\#
        [[171,223,223,221,80,82,73,86,308,69,221,176,109,223,223],[0,3,0,3,0,3,4,4,4,5,5,6,6,7,7,8\#
        ,8,10,10,11,12,12,12,16,12,16,12,16,12,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\ue000 private\#
         \udb80\udc00"],[[83,79,70,84,127,256,72,89,80,298,78],[0,1,1,2,2,3,3,4,4,6,4,6,6,7,7,8,8,\#
        9,9,11,11,12],[0,0,0,0,0,0,0,0,0,0,0],"soft\u00adhyphen"],[[84,65,66,198,78,312,199,76,287\#
        ,69,202,387,84,85,82,78,200,86,84,201,70,70],[0,1,1,2,2,3,3,4,4,5,5,7,7,8,8,9,9,11,11,12,1\#
        2,13,13,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25],[0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0],"tab\tnew\nline\rreturn\u000bvt\fff"],[[72,84,84,80,83,26,15,1\#
        5,69,88,65,320,321,14,67,288,15,65,15,66,31,67,29,68,6,69,29,70,3,71],[0,1,1,2,2,3,3,4,4,5\#
        ,5,6,6,7,7,8,8,9,9,10,10,11,11,13,13,15,15,16,16,17,17,19,19,20,20,21,21,22,22,23,23,24,24\#
        ,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0],"https://example.com/a/b?c=d&e=f#g"],[[85,83,257,14,78,65,77,69,1\#
        1,84,65,71,32,77,65,73,76,14,69,88,65,320,321,14,285,71],[0,1,1,2,2,4,4,5,5,6,6,7,7,8,8,9,\#
        9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,24,24,26,2\#
        6,27,27,29,29,30],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"user.name+tag@mai\#
        l.example.org"],[[35,26,60,80,65,301,60,70,73,321,14,84,88,84],[0,1,1,2,2,3,3,4,4,5,5,7,7,\#
        8,8,9,9,10,10,12,12,13,13,14,14,15,15,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"C:\\path\\file.tx\#
        t"],[[19,14,17,20,17,21,25,221,17,12,16,16,16,12,16,16,16,221,17,69,13,17,16,221,16,88,38,\#
        38],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,8,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,18\#
        ,18,18,19,19,20,20,21,21,22,22,23,24,24,24,25,25,26,26,27,27,28],[0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"3.14159 1,000,000 1e-10 0xFF"],[[369,367,22,23,24,25,16,\#
        369,367,22,23,24,25,16],[0,2,2,5,5,6,6,7,7,8,8,9,9,10,10,12,12,15,15,16,16,17,17,18,18,19,\#
        19,20],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"12345678901234567890"],[[150,95,150,96,150,97,221,15\#
        9,228,105,221,127,122,221,127,111],[0,2,0,2,2,4,2,4,4,6,4,6,7,7,7,10,7,10,7,10,11,11,11,13\#
        ,11,13,14,14,14,16,14,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0661\u0662\u0663 \u216b \u0\#
        0bd \u00b2"],[[65,17,66,18,67,19],[0,1,1,2,2,3,3,4,4,5,5,6],[0,0,0,0,0,0],"a1b2c3"],[[70,7\#
        9,79,63,66,65,82,13,66,65,90],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11],[0,0,0,0,0,\#
        0,0,0,0,0,0],"foo_bar-baz"],[[1,1,1,31,31,31,14,14,14],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,\#
        9],[0,0,0,0,0,0,0,0,0],"!!!???..."],[[8,65,9,59,66,61,91,67,93,28,68,30],[0,1,1,2,2,3,3,4,\#
        4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0],"(a)[b]{c}<d>"],[[4,17,16,\#
        16,221,159,225,106,21,16,221,127,97,21,221,17,16,16,5,221,3,84,65,71,221,32,77,69,221,62,8\#
        8,221,94,89,221,64,90,64,221,92,87,92],[0,1,1,2,2,3,3,4,5,5,5,8,5,8,5,8,8,9,9,10,11,11,11,\#
        13,11,13,13,14,15,15,15,16,16,17,17,18,18,19,20,20,20,21,21,22,22,23,23,24,25,25,25,26,26,\#
        27,27,28,29,29,29,30,30,31,32,32,32,33,33,34,35,35,35,36,36,37,37,38,39,39,39,40,40,41,41,\#
        42],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],\#
        "$100 \u20ac50 \u00a35 100% #tag @me ^x ~y `z` |w|"],[[159,223,251,81,85,79,84,69,83,159,2\#
        23,252,221,159,223,247,83,325,321,159,223,248,221,127,105,71,85,73,279,69,77,69,84,83,127,\#
        120,221,159,223,243,280,65,83,72,221,159,223,100],[0,3,0,3,0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,1\#
        2,9,12,9,12,13,13,13,16,13,16,13,16,16,17,17,20,20,22,22,25,22,25,22,25,26,26,26,28,26,28,\#
        28,29,29,30,30,31,31,33,33,34,34,35,35,36,36,37,37,38,38,40,38,40,41,41,41,44,41,44,41,44,\#
        45,46,46,47,47,48,48,49,50,50,50,53,50,53,50,53],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u201cquotes\u201d \u2018single\\#
        u2019 \u00abguillemets\u00bb \u2014 dash \u2026"],[[172,106,224,78,69,221,172,106,226,221,\#
        172,121,95,172,121,96,172,121,97,221,159,240,255,221,159,227,96],[0,3,0,3,0,3,3,4,4,5,6,6,\#
        6,9,6,9,6,9,10,10,10,13,10,13,10,13,13,16,13,16,13,16,16,19,16,19,16,19,20,20,20,23,20,23,\#
        20,23,24,24,24,27,24,27,24,27],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u\#
        fb01ne \ufb03 \uff21\uff22\uff23 \u2460 \u2122"],[[159,227,105,221,128,228,221,33,137,233]\#
        ,[0,3,0,3,0,3,4,4,4,6,4,6,7,7,7,8,8,10,8,10],[0,0,0,0,0,0,0,0,0,0],"\u212b \u00c5 A\u030a"\#
        ],[[59,35,44,51,61,221,59,51,37,48,61,221,59,45,33,51,43,61,221,59,53,46,43,61],[0,1,1,2,2\#
        ,3,3,4,4,5,6,6,6,7,7,8,8,9,9,10,10,11,12,12,12,13,13,14,14,15,15,16,16,17,17,18,19,19,19,2\#
        0,20,21,21,22,22,23,23,24],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"[CLS] [SEP] \#
        [MASK] [UNK]"],[[65,59,45,33,51,43,61,66],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8],[0,0,0,0,0,0,0\#
        ,0],"a[MASK]b"],[[0,65,0],[0,13,13,14,14,27],[0,0,0],"a"],[[28,15,83,30,28,85,78,75,30],[0\#
        ,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9],[0,0,0,0,0,0,0,0,0],"</s><unk>"],[[159,245,224,65,76,3\#
        87,65,68,89,221,159,245,224,77,69,84,65],[0,3,0,3,0,3,3,4,4,5,5,7,7,8,8,9,9,10,11,11,11,14\#
        ,11,14,11,14,14,15,15,16,16,17,17,18],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u2581already \\#
        u2581meta"],[[274,84,283,317,293,65,66,76,317,72,77,462,84,65,82,73,274,317,77,221,80,78,6\#
        9,85,77,306,278,76,84,82,65,77,73,67,82,79,83,67,79,80,73,67,83,73,76,73,67,79,86,79,76,67\#
        ,274,79,67,306,73,79,83,317],[0,2,2,3,3,5,5,7,7,10,10,11,11,12,12,13,13,15,15,16,16,17,17,\#
        19,19,20,20,21,21,22,22,23,23,25,25,27,27,28,29,29,29,30,30,31,31,32,32,33,33,34,34,36,36,\#
        38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,\#
        53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,65,65,66,66,67,67,69,69,\#
        70,70,71,71,72,72,74],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"antidisestablishmentarianism pneumo\#
        noultramicroscopicsilicovolcanoconiosis"],[[65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,6\#
        5,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,6\#
        5,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,6\#
        5,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65,65],[0,1,1,2,2,3,3,4,4\#
        ,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,\#
        21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,\#
        36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,\#
        51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,\#
        66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79,80,80,81,\#
        81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94,95,95,96,\#
        96,97,97,98,98,99],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],[[66,66,66,66,66,66,66,66,66,66,66,66,\#
        66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,\#
        66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,\#
        66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66,66],[0,1,\#
        1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19\#
        ,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34\#
        ,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49\#
        ,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64\#
        ,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79\#
        ,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94\#
        ,94,95,95,96,96,97,97,98,98,99,99,100],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"bbbbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],[[67,67,67,67,6\#
        7,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,6\#
        7,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,6\#
        7,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,67,6\#
        7,67,67,67,67,67,67],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,\#
        15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,\#
        30,30,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,\#
        45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,\#
        60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,\#
        75,75,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,\#
        90,90,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100,100,101],[0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0],"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\#
        ccccccccccccccccccc"],[[65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,65,66,\#
        65,66,65,66,65,66,65,66],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14\#
        ,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29\#
        ,29,30,30,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44\#
        ,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59\#
        ,59,60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74\#
        ,74,75,75,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89\#
        ,89,90,90,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100,100,101,101,102,102,10\#
        3,103,104,104,105,105,106,106,107,107,108,108,109,109,110,110,111,111,112,112,113,113,114,\#
        114,115,115,116,116,117,117,118,118,119,119,120,120,121,121,122,122,123,123,124,124,125,12\#
        5,126,126,127,127,128,128,129,129,130,130,131,131,132,132,133,133,134,134,135,135,136,136,\#
        137,137,138,138,139,139,140,140,141,141,142,142,143,143,144,144,145,145,146,146,147,147,14\#
        8,148,149,149,150,150,151,151,152,152,153,153,154,154,155,155,156,156,157,157,158,158,159,\#
        159,160,160,161,161,162,162,163,163,164,164,165,165,166,166,167,167,168,168,169,169,170,17\#
        0,171,171,172,172,173,173,174,174,175,175,176,176,177,177,178,178,179,179,180,180,181,181,\#
        182,182,183,183,184,184,185,185,186,186,187,187,188,188,189,189,190,190,191,191,192,192,19\#
        3,193,194,194,195,195,196,196,197,197,198,198,199,199,200,200,201,201,202,202,203,203,204,\#
        204,205,205,206,206,207,207,208,208,209,209,210,210,211,211,212,212,213,213,214,214,215,21\#
        5,216,216,217,217,218,218,219,219,220,220,221,221,222,222,223,223,224,224,225,225,226,226,\#
        227,227,228,228,229,229,230,230,231,231,232,232,233,233,234,234,235,235,236,236,237,237,23\#
        8,238,239,239,240,240,241,241,242,242,243,243,244,244,245,245,246,246,247,247,248,248,249,\#
        249,250,250,251,251,252,252,253,253,254,254,255,255,256,256,257,257,258,258,259,259,260,26\#
        0,261,261,262,262,263,263,264,264,265,265,266,266,267,267,268,268,269,269,270,270,271,271,\#
        272,272,273,273,274,274,275,275,276,276,277,277,278,278,279,279,280,280,281,281,282,282,28\#
        3,283,284,284,285,285,286,286,287,287,288,288,289,289,290,290,291,291,292,292,293,293,294,\#
        294,295,295,296,296,297,297,298,298,299,299,300],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0],"abababababababababababababababababababababababababababababababababab\#
        ababababababababababababababababababababababababababababababababababababababababababababab\#
        ababababababababababababababababababababababababababababababababababababababababababababab\#
        abababababababababababababababababababababababababab"],[[87,285,68,258,285,68,258,285,68,2\#
        58,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258\#
        ,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,285,68,258,2\#
        85,68,221],[0,1,1,3,3,4,5,6,6,8,8,9,10,11,11,13,13,14,15,16,16,18,18,19,20,21,21,23,23,24,\#
        25,26,26,28,28,29,30,31,31,33,33,34,35,36,36,38,38,39,40,41,41,43,43,44,45,46,46,48,48,49,\#
        50,51,51,53,53,54,55,56,56,58,58,59,60,61,61,63,63,64,65,66,66,68,68,69,70,71,71,73,73,74,\#
        75,76,76,78,78,79,80,81,81,83,83,84,85,86,86,88,88,89,90,91,91,93,93,94,95,96,96,98,98,99,\#
        100,100],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"word word word word word word word word word w\#
        ord word word word word word word word word word word "],[[77,73,88,305,221,163,121,96,162\#
        ,256,246,75,274,74,73,160,224,102,76,308,287,323,142,226,142,224,221,157,118,227,157,117,2\#
        46,157,117,96,221,173,254,249,223,462,68],[0,1,1,2,2,3,3,5,6,6,6,9,6,9,6,9,9,12,9,12,9,12,\#
        12,13,13,15,15,16,16,17,17,20,17,20,17,20,20,21,21,23,23,25,25,27,27,29,27,29,29,31,29,31,\#
        32,32,32,35,32,35,32,35,35,38,35,38,35,38,38,41,38,41,38,41,42,42,42,46,42,46,42,46,42,46,\#
        46,48,48,49],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0],"mixed \u6f22\u5b57kanji\u3068latin\u0440\u0443\u0441 \u0e44\u0e17\u0e22 \ud83d\#
        \ude80end"],[[173,255,223,223,173,108,255,223,221,172,98,223],[0,4,0,4,0,4,0,4,4,8,4,8,4,8\#
        ,4,8,9,9,9,12,9,12,9,12],[0,0,0,0,0,0,0,0,0,0,0,0],"\ud840\udc00\ud87e\udc00 \uf900"],[[69\#
        ,137,224,69,137,223,69,137,225],[0,1,1,3,1,3,3,4,4,6,4,6,6,7,7,9,7,9],[0,0,0,0,0,0,0,0,0],\#
        "e\u0301e\u0300e\u0302"],[[76,287,69,17,199,221,316,384,78,84,305,199,198,77,471],[0,1,1,3\#
        ,3,4,4,5,5,6,7,7,8,10,10,12,12,13,13,14,14,16,16,17,17,18,18,19,19,22],[0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0],"line1\n  indented\n\tmore"],[[68,306,159,223,248,84,221,135,121,79,75],[0,1,\#
        1,3,3,6,3,6,3,6,6,7,8,8,8,10,8,10,10,11,11,12],[0,0,0,0,0,0,0,0,0,0,0],"don\u2019t \u02bco\#
        k"],[[138,117,310,78,65,83,83,73,71,78,305],[0,2,0,2,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11\#
        ,13],[0,0,0,0,0,0,0,0,0,0,0],"\u0378 unassigned"],[[81,137,230,137,97,221,158,118,103,270,\#
        137,97,137,230],[0,1,1,3,1,3,3,5,3,5,6,6,6,9,6,9,6,9,10,11,11,13,11,13,13,15,13,15],[0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0],"q\u0307\u0323 \u1e69 s\u0323\u0307"],[[40,69,279,79,258,285,313,4\#
        0,262,413,221,89,278,31],[0,1,1,2,2,4,4,5,6,7,7,9,9,11,0,1,1,3,4,7,8,8,8,9,9,11,11,12],[0,\#
        0,0,0,0,0,0,1,1,1,1,1,1,1],"Hello worldHow are you?"],[[66],[0,1],[1],"b"],[[65],[0,1],[0]\#
        ,"a"],[[306,69,477,260,82,292,17,221,18,221,19],[0,2,2,3,4,7,8,10,10,11,11,13,0,1,2,2,2,3,\#
        4,4,4,5],[0,0,0,0,0,0,1,1,1,1,1],"one two three1 2 3"]]\#

        """#

    static let byteFallback =
        #"""
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"<unk>\#
        ","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},{"i\#
        d":1,"content":"<s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,\#
        "special":true},{"id":2,"content":"</s>","single_word":false,"lstrip":false,"rstrip":false\#
        ,"normalized":false,"special":true}],"normalizer":{"type":"Sequence","normalizers":[{"type\#
        ":"Prepend","prepend":"\u2581"},{"type":"Replace","pattern":{"String":" "},"content":"\u25\#
        81"}]},"pre_tokenizer":null,"post_processor":{"type":"TemplateProcessing","single":[{"Spec\#
        ialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"Special\#
        Token":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id"\#
        :"<s>","type_id":1}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<\#
        s>","ids":[1],"tokens":["<s>"]}}},"decoder":{"type":"Sequence","decoders":[{"type":"Replac\#
        e","pattern":{"String":"\u2581"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"\#
        type":"Strip","content":" ","start":1,"stop":0}]},"model":{"type":"BPE","dropout":null,"un\#
        k_token":"<unk>","continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":tru\#
        e,"byte_fallback":true,"ignore_merges":false,"vocab":{"<unk>":0,"<s>":1,"</s>":2,"<0x00>":\#
        3,"<0x01>":4,"<0x02>":5,"<0x03>":6,"<0x04>":7,"<0x05>":8,"<0x06>":9,"<0x07>":10,"<0x08>":1\#
        1,"<0x09>":12,"<0x0A>":13,"<0x0B>":14,"<0x0C>":15,"<0x0D>":16,"<0x0E>":17,"<0x0F>":18,"<0x\#
        10>":19,"<0x11>":20,"<0x12>":21,"<0x13>":22,"<0x14>":23,"<0x15>":24,"<0x16>":25,"<0x17>":2\#
        6,"<0x18>":27,"<0x19>":28,"<0x1A>":29,"<0x1B>":30,"<0x1C>":31,"<0x1D>":32,"<0x1E>":33,"<0x\#
        1F>":34,"<0x20>":35,"<0x21>":36,"<0x22>":37,"<0x23>":38,"<0x24>":39,"<0x25>":40,"<0x26>":4\#
        1,"<0x27>":42,"<0x28>":43,"<0x29>":44,"<0x2A>":45,"<0x2B>":46,"<0x2C>":47,"<0x2D>":48,"<0x\#
        2E>":49,"<0x2F>":50,"<0x30>":51,"<0x31>":52,"<0x32>":53,"<0x33>":54,"<0x34>":55,"<0x35>":5\#
        6,"<0x36>":57,"<0x37>":58,"<0x38>":59,"<0x39>":60,"<0x3A>":61,"<0x3B>":62,"<0x3C>":63,"<0x\#
        3D>":64,"<0x3E>":65,"<0x3F>":66,"<0x40>":67,"<0x41>":68,"<0x42>":69,"<0x43>":70,"<0x44>":7\#
        1,"<0x45>":72,"<0x46>":73,"<0x47>":74,"<0x48>":75,"<0x49>":76,"<0x4A>":77,"<0x4B>":78,"<0x\#
        4C>":79,"<0x4D>":80,"<0x4E>":81,"<0x4F>":82,"<0x50>":83,"<0x51>":84,"<0x52>":85,"<0x53>":8\#
        6,"<0x54>":87,"<0x55>":88,"<0x56>":89,"<0x57>":90,"<0x58>":91,"<0x59>":92,"<0x5A>":93,"<0x\#
        5B>":94,"<0x5C>":95,"<0x5D>":96,"<0x5E>":97,"<0x5F>":98,"<0x60>":99,"<0x61>":100,"<0x62>":\#
        101,"<0x63>":102,"<0x64>":103,"<0x65>":104,"<0x66>":105,"<0x67>":106,"<0x68>":107,"<0x69>"\#
        :108,"<0x6A>":109,"<0x6B>":110,"<0x6C>":111,"<0x6D>":112,"<0x6E>":113,"<0x6F>":114,"<0x70>\#
        ":115,"<0x71>":116,"<0x72>":117,"<0x73>":118,"<0x74>":119,"<0x75>":120,"<0x76>":121,"<0x77\#
        >":122,"<0x78>":123,"<0x79>":124,"<0x7A>":125,"<0x7B>":126,"<0x7C>":127,"<0x7D>":128,"<0x7\#
        E>":129,"<0x7F>":130,"<0x80>":131,"<0x81>":132,"<0x82>":133,"<0x83>":134,"<0x84>":135,"<0x\#
        85>":136,"<0x86>":137,"<0x87>":138,"<0x88>":139,"<0x89>":140,"<0x8A>":141,"<0x8B>":142,"<0\#
        x8C>":143,"<0x8D>":144,"<0x8E>":145,"<0x8F>":146,"<0x90>":147,"<0x91>":148,"<0x92>":149,"<\#
        0x93>":150,"<0x94>":151,"<0x95>":152,"<0x96>":153,"<0x97>":154,"<0x98>":155,"<0x99>":156,"\#
        <0x9A>":157,"<0x9B>":158,"<0x9C>":159,"<0x9D>":160,"<0x9E>":161,"<0x9F>":162,"<0xA0>":163,\#
        "<0xA1>":164,"<0xA2>":165,"<0xA3>":166,"<0xA4>":167,"<0xA5>":168,"<0xA6>":169,"<0xA7>":170\#
        ,"<0xA8>":171,"<0xA9>":172,"<0xAA>":173,"<0xAB>":174,"<0xAC>":175,"<0xAD>":176,"<0xAE>":17\#
        7,"<0xAF>":178,"<0xB0>":179,"<0xB1>":180,"<0xB2>":181,"<0xB3>":182,"<0xB4>":183,"<0xB5>":1\#
        84,"<0xB6>":185,"<0xB7>":186,"<0xB8>":187,"<0xB9>":188,"<0xBA>":189,"<0xBB>":190,"<0xBC>":\#
        191,"<0xBD>":192,"<0xBE>":193,"<0xBF>":194,"<0xC0>":195,"<0xC1>":196,"<0xC2>":197,"<0xC3>"\#
        :198,"<0xC4>":199,"<0xC5>":200,"<0xC6>":201,"<0xC7>":202,"<0xC8>":203,"<0xC9>":204,"<0xCA>\#
        ":205,"<0xCB>":206,"<0xCC>":207,"<0xCD>":208,"<0xCE>":209,"<0xCF>":210,"<0xD0>":211,"<0xD1\#
        >":212,"<0xD2>":213,"<0xD3>":214,"<0xD4>":215,"<0xD5>":216,"<0xD6>":217,"<0xD7>":218,"<0xD\#
        8>":219,"<0xD9>":220,"<0xDA>":221,"<0xDB>":222,"<0xDC>":223,"<0xDD>":224,"<0xDE>":225,"<0x\#
        DF>":226,"<0xE0>":227,"<0xE1>":228,"<0xE2>":229,"<0xE3>":230,"<0xE4>":231,"<0xE5>":232,"<0\#
        xE6>":233,"<0xE7>":234,"<0xE8>":235,"<0xE9>":236,"<0xEA>":237,"<0xEB>":238,"<0xEC>":239,"<\#
        0xED>":240,"<0xEE>":241,"<0xEF>":242,"<0xF0>":243,"<0xF1>":244,"<0xF2>":245,"<0xF3>":246,"\#
        <0xF4>":247,"<0xF5>":248,"<0xF6>":249,"<0xF7>":250,"<0xF8>":251,"<0xF9>":252,"<0xFA>":253,\#
        "<0xFB>":254,"<0xFC>":255,"<0xFD>":256,"<0xFE>":257,"<0xFF>":258,"!":259,"'":260,",":261,"\#
        .":262,"0":263,"1":264,"2":265,"3":266,"4":267,"5":268,"6":269,"?":270,"A":271,"B":272,"C"\#
        :273,"D":274,"E":275,"F":276,"H":277,"I":278,"J":279,"K":280,"L":281,"M":282,"N":283,"O":2\#
        84,"P":285,"R":286,"S":287,"T":288,"U":289,"V":290,"W":291,"Y":292,"a":293,"b":294,"c":295\#
        ,"d":296,"e":297,"f":298,"g":299,"h":300,"i":301,"j":302,"k":303,"l":304,"m":305,"n":306,"\#
        o":307,"p":308,"r":309,"s":310,"t":311,"u":312,"v":313,"w":314,"y":315,"\u00dc":316,"\u00d\#
        f":317,"\u00e9":318,"\u00ef":319,"\u00fc":320,"\u041c":321,"\u041f":322,"\u0432":323,"\u04\#
        35":324,"\u0438":325,"\u043c":326,"\u043f":327,"\u0440":328,"\u0442":329,"\u2581":330,"\u4\#
        e16":331,"\u4f60":332,"\u597d":333,"\u754c":334,"er":335,"\u2581w":336,"\u2581t":337,"\u25\#
        81th":338,"\u2581o":339,"ow":340,"\u2581a":341,"\u2581i":342,"\u2581h":343,"st":344,"\u258\#
        1m":345,"\u2581the":346,"\u2581n":347,"\u2581s":348,"\u2581l":349,"\u2581c":350,"\u2581wh"\#
        :351,"an":352,"\u2581b":353,"\u2581on":354,"\u2581f":355,"ou":356,"ll":357,"\u2581d":358,"\#
        \u2581wa":359,"ere":360,"id":361,"\u2581ha":362,"or":363,"\u2581it":364,"in":365,"om":366,\#
        "ut":367,"\u2581ma":368,"\u2581low":369,"ee":370,"est":371,"ju":372,"ve":373,"\u2581ju":37\#
        4,"he":375,"se":376,"im":377,"th":378,"ver":379,"ter":380,"\u2581no":381,"ed":382,"on":383\#
        ,"\u2581wi":384,"at":385,"ke":386,"\u2581I":387,"\u2581W":388,"\u2581u":389,"\u2581ca":390\#
        ,"ew":391,"ld":392,"ould":393,"\u2581an":394,"\u2581in":395,"is":396,"\u2581T":397,"ch":39\#
        8,"ir":399,"mp":400,"le":401,"\u2581new":402,"ing":403,"ly":404,"\u2581jump":405,"nn":406,\#
        "unn":407,"rom":408,"\u2581we":409,"\u2581can":410,"\u2581A":411,"a\u00df":412,"runn":413,\#
        "ra\u00df":414,"\u2581runn":415,"\u2581is":416,"\u2581only":417,"\u2581lower":418,"\u2581l\#
        owest":419,"ra\u00dfe":420,"ome":421,"een":422,"'s":423,"\u2581st":424,"\u2581ver":425,"\u\#
        2581they":426,"\u2581li":427,"\u2581stra\u00dfe":428,"\u2581very":429},"merges":[["e","r"]\#
        ,["\u2581","w"],["\u2581","t"],["\u2581t","h"],["\u2581","o"],["o","w"],["\u2581","a"],["\\#
        u2581","i"],["\u2581","h"],["s","t"],["\u2581","m"],["\u2581th","e"],["\u2581","n"],["\u25\#
        81","s"],["\u2581","l"],["\u2581","c"],["\u2581w","h"],["a","n"],["\u2581","b"],["\u2581o"\#
        ,"n"],["\u2581","f"],["o","u"],["l","l"],["\u2581","d"],["\u2581w","a"],["er","e"],["i","d\#
        "],["\u2581h","a"],["o","r"],["\u2581i","t"],["i","n"],["o","m"],["u","t"],["\u2581m","a"]\#
        ,["\u2581l","ow"],["e","e"],["e","st"],["j","u"],["v","e"],["\u2581","ju"],["h","e"],["s",\#
        "e"],["i","m"],["t","h"],["v","er"],["t","er"],["\u2581n","o"],["e","d"],["o","n"],["\u258\#
        1w","i"],["a","t"],["k","e"],["\u2581","I"],["\u2581","W"],["\u2581","u"],["\u2581c","a"],\#
        ["e","w"],["l","d"],["ou","ld"],["\u2581a","n"],["\u2581i","n"],["i","s"],["\u2581","T"],[\#
        "c","h"],["i","r"],["m","p"],["l","e"],["\u2581n","ew"],["in","g"],["l","y"],["\u2581ju","\#
        mp"],["n","n"],["u","nn"],["r","om"],["\u2581w","e"],["\u2581c","an"],["\u2581","A"],["a",\#
        "\u00df"],["r","unn"],["r","a\u00df"],["\u2581","runn"],["\u2581i","s"],["\u2581on","ly"],\#
        ["\u2581low","er"],["\u2581low","est"],["ra\u00df","e"],["om","e"],["ee","n"],["'","s"],["\#
        \u2581","st"],["\u2581","ver"],["\u2581the","y"],["\u2581l","i"],["\u2581st","ra\u00dfe"],\#
        ["\u2581ver","y"]]}}\#

        """#

    static let byteFallbackResults =
        #"""
        [[[1],[0,0],[0],""],[[1,330,330],[0,0,0,1,0,1],[0,0,0]," "],[[1,330,330,330,330],[0,0,0,1,\#
        0,1,1,2,2,3],[0,0,0,0,0],"   "],[[1,330,12],[0,0,0,1,0,1],[0,0,0],"\t"],[[1,330,13,13],[0,\#
        0,0,1,0,1,1,2],[0,0,0,0],"\n\n"],[[1,330,16,13],[0,0,0,1,0,1,1,2],[0,0,0,0],"\r\n"],[[1,34\#
        1],[0,0,0,1],[0,0],"a"],[[1,330,341],[0,0,0,1,0,2],[0,0,0]," a"],[[1,341,330],[0,0,0,1,1,2\#
        ],[0,0,0],"a "],[[1,330,330,337,314,307,330,353,304,352,303,310,330,330],[0,0,0,1,0,1,1,3,\#
        3,4,4,5,5,6,6,8,8,9,9,11,11,12,12,13,13,14,14,15],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"  two  bl\#
        anks  "],[[1,330,277,297,357,307,261,388,363,392,259],[0,0,0,1,0,1,1,2,2,4,4,5,5,6,6,8,8,1\#
        0,10,12,12,13],[0,0,0,0,0,0,0,0,0,0,0],"Hello, World!"],[[1,397,375,330,116,312,301,295,30\#
        3,353,309,340,306,355,307,123,405,310,339,379,346,349,293,125,315,358,307,299,262],[0,0,0,\#
        1,1,3,3,4,4,5,5,6,6,7,7,8,8,9,9,11,11,12,12,14,14,15,15,17,17,18,18,19,19,24,24,25,25,27,2\#
        7,30,30,34,34,36,36,37,37,38,38,39,39,41,41,42,42,43,43,44],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"The quick brown fox jumps over the lazy dog."],[[1,387,260,\#
        305,330,315,356,260,309,297,343,297,260,357,426,260,373,358,383,260,311,409,260,296,364,42\#
        3],[0,0,0,1,1,2,2,3,3,4,4,5,5,7,7,8,8,9,9,10,10,12,12,13,13,14,14,16,16,21,21,22,22,24,24,\#
        26,26,28,28,29,29,30,30,33,33,34,34,35,35,38,38,40],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0],"I'm you're he'll they've don't we'd it's"],[[1,387,288,260,287,388,275,26\#
        0,281,281],[0,0,0,1,1,2,2,3,3,4,4,6,6,7,7,8,8,9,9,10],[0,0,0,0,0,0,0,0,0,0],"IT'S WE'LL"],\#
        [[1,330,423,260,311,260,309,297],[0,0,0,1,0,2,2,3,3,4,4,5,5,6,6,7],[0,0,0,0,0,0,0,0],"'s't\#
        're"],[[1,330,260],[0,0,0,1,0,1],[0,0,0],"'"],[[1,358,383,260,260,311],[0,0,0,1,1,3,3,4,4,\#
        5,5,6],[0,0,0,0,0,0],"don''t"],[[1,330,289,285,285,275,286,418,330,282,301,91,297,274],[0,\#
        0,0,1,0,1,1,2,2,3,3,4,4,5,5,11,11,12,12,13,13,14,14,15,15,16,16,17],[0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0],"UPPER lower MiXeD"],[[1,347,293,319,373,390,298,318,330,320,294,335],[0,0,0,1,1,2\#
        ,2,4,4,6,6,9,9,10,10,12,12,13,13,15,15,16,16,18],[0,0,0,0,0,0,0,0,0,0,0,0],"na\u00efve caf\#
        \u00e9 \u00fcber"],[[1,347,293,301,207,139,373,390,298,297,207,132,389,207,139,294,335],[0\#
        ,0,0,1,1,2,2,3,3,5,3,5,5,7,7,10,10,11,11,12,12,14,12,14,14,16,16,18,16,18,18,19,19,21],[0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"nai\u0308ve cafe\u0301 u\u0308ber"],[[1,341,207,132,207,\#
        166,294,207,166,207,132],[0,0,0,1,1,3,1,3,3,5,3,5,5,6,6,8,6,8,8,10,8,10],[0,0,0,0,0,0,0,0,\#
        0,0,0],"a\u0301\u0323b\u0323\u0301"],[[1,330,207,132,207,133],[0,0,0,2,0,2,0,2,2,4,2,4],[0\#
        ,0,0,0,0,0],"\u0301\u0302"],[[1,330,228,189,168,306],[0,0,0,3,0,3,0,3,0,3,3,4],[0,0,0,0,0,\#
        0],"\u1ea5n"],[[1,330,287,311,420,330,228,189,161],[0,0,0,1,0,1,1,2,2,7,7,8,8,11,8,11,8,11\#
        ],[0,0,0,0,0,0,0,0,0],"Stra\u00dfe \u1e9e"],[[1,330,199,179,344,352,294,312,304,330,199,18\#
        0],[0,0,0,2,0,2,0,2,2,4,4,6,6,7,7,8,8,9,9,10,10,12,10,12],[0,0,0,0,0,0,0,0,0,0,0,0],"\u013\#
        0stanbul \u0131"],[[1,330,202,136,330,202,135],[0,0,0,2,0,2,0,2,2,3,3,5,3,5],[0,0,0,0,0,0,\#
        0],"\u01c5 \u01c4"],[[1,330,209,166,209,178,210,134,210,136,210,137,209,194,210,133,330,20\#
        9,166,209,148,209,166],[0,0,0,2,0,2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,10,10,12,10,12,12,1\#
        4,12,14,14,15,15,17,15,17,17,19,17,19,19,21,19,21],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0],"\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2 \u03a3\u0391\u03a3"],[[1,330,332,333,\#
        331,334],[0,0,0,3,0,3,3,6,6,9,9,12],[0,0,0,0,0,0],"\u4f60\u597d\u4e16\u754c"],[[1,330,233,\#
        154,168,233,159,175,235,173,161,230,132,177,230,134,137,230,133,176,230,133,188,230,134,13\#
        9],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12,9,12,12,15,12,15,12,15,15,18,15,\#
        18,15,18,18,21,18,21,18,21,21,24,21,24,21,24],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0],"\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8"],[[1,330,230,133,174,230,133,\#
        156,230,132,142,230,133,156],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12,9,12],\#
        [0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u30ab\u3099\u304b\u3099"],[[1,330,240,152,159,237,184,176,\#
        239,153,183,330,228,135,149,228,136,164,228,137,174],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,\#
        6,9,6,9,9,10,10,13,10,13,10,13,13,16,13,16,13,16,16,19,16,19,16,19],[0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0],"\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab"],[[1,330,227,187,173,227,187\#
        ,170,227,187,180,227,187,173,227,187,151,227,187,184,227,187,141,227,187,181,227,187,170,2\#
        27,188,133,227,187,168,227,187,132],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12\#
        ,9,12,12,15,12,15,12,15,15,18,15,18,15,18,18,21,18,21,18,21,21,24,21,24,21,24,24,27,24,27,\#
        24,27,27,30,27,30,27,30,30,33,30,33,30,33,33,36,33,36,33,36],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e\#
        0a\u0e32\u0e27\u0e42\u0e25\u0e01"],[[1,330,227,167,171,227,167,177,227,167,187,227,168,144\#
        ,227,167,167,227,168,138,330,227,167,169,227,168,132,227,167,171,227,167,194,227,167,178,2\#
        27,167,193],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,12,9,12,9,12,12,15,12,15,12,15,\#
        15,18,15,18,15,18,18,19,19,22,19,22,19,22,22,25,22,25,22,25,25,28,25,28,25,28,28,31,28,31,\#
        28,31,31,34,31,34,31,34,34,37,34,37,34,37],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\\#
        u093f\u092f\u093e"],[[1,330,220,136,219,180,219,176,219,171,219,170,330,219,171,219,170,22\#
        0,135,219,188,219,170,220,135,220,136],[0,0,0,2,0,2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,10,\#
        10,11,11,13,11,13,13,15,13,15,15,17,15,17,17,19,17,19,19,21,19,21,21,23,21,23,23,25,23,25]\#
        ,[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0645\u0631\u062d\u0628\u0627 \\#
        u0628\u0627\u0644\u0639\u0627\u0644\u0645"],[[1,330,218,172,217,187,218,132,218,159,218,15\#
        2,217,188,218,160],[0,0,0,2,0,2,0,2,2,4,2,4,4,6,4,6,6,8,6,8,8,10,8,10,10,12,10,12,12,14,12\#
        ,14],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd"],[[1,3\#
        30,322,328,325,323,324,329,261,330,326,325,328,259,330,211,156,211,188,330,211,132,212,148\#
        ],[0,0,0,2,0,2,2,4,4,6,6,8,8,10,10,12,12,13,13,14,14,16,16,18,18,20,20,21,21,22,22,24,22,2\#
        4,24,26,24,26,26,27,27,29,27,29,29,31,29,31],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0],"\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! \u0419\u0439 \u0401\u0451"\#
        ],[[1,330,243,162,155,131],[0,0,0,4,0,4,0,4,0,4,0,4],[0,0,0,0,0,0],"\ud83d\ude00"],[[1,330\#
        ,243,162,148,171,229,131,144,243,162,148,172,229,131,144,243,162,148,170,229,131,144,243,1\#
        62,148,169,355,293,305,301,404],[0,0,0,4,0,4,0,4,0,4,0,4,4,7,4,7,4,7,7,11,7,11,7,11,7,11,1\#
        1,14,11,14,11,14,14,18,14,18,14,18,14,18,18,21,18,21,18,21,21,25,21,25,21,25,21,25,25,27,2\#
        7,28,28,29,29,30,30,32],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],\#
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 family"],[[1,330,243,1\#
        62,148,144,243,162,146,192,243,162,138,172,243,162,138,173],[0,0,0,4,0,4,0,4,0,4,0,4,4,8,4\#
        ,8,4,8,4,8,8,12,8,12,8,12,8,12,12,16,12,16,12,16,12,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0],"\ud83d\udc4d\ud83c\udffd\ud83c\udde9\ud83c\uddea"],[[1,330,229,160,167,242,187,146,22\#
        9,131,144,243,162,151,168],[0,0,0,3,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,6,9,9,13,9,13,9,13,9,1\#
        3],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u2764\ufe0f\u200d\ud83d\udd25"],[[1,330,123,243,162,1\#
        55,131,315,330,243,162,155,131,125],[0,0,0,1,0,1,1,5,1,5,1,5,1,5,5,6,6,7,7,11,7,11,7,11,7,\#
        11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"x\ud83d\ude00y \ud83d\ude00z"],[[1,330,3,293,4,29\#
        4,130,295],[0,0,0,1,0,1,1,2,2,3,3,4,4,5,5,6],[0,0,0,0,0,0,0,0],"\u0000a\u0001b\u007fc"],[[\#
        1,341,229,131,142,294,229,131,143,295,229,131,144,296,242,190,194,297],[0,0,0,1,1,4,1,4,1,\#
        4,4,5,5,8,5,8,5,8,8,9,9,12,9,12,9,12,12,13,13,16,13,16,13,16,16,17],[0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0],"a\u200bb\u200cc\u200dd\ufeffe"],[[1,330,197,163,306,294,310,308,229,131,1\#
        34,297,305,230,131,131,314,361,297],[0,0,0,2,0,2,0,2,2,3,3,4,4,5,5,6,6,9,6,9,6,9,9,10,10,1\#
        1,11,14,11,14,11,14,14,15,15,17,17,18],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u00a0nbsp\#
        \u2003em\u3000wide"],[[1,341,229,131,171,294,229,131,172,295,197,136,296],[0,0,0,1,1,4,1,4\#
        ,1,4,4,5,5,8,5,8,5,8,8,9,9,11,9,11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0,0],"a\u2028b\u2029c\u00\#
        85d"],[[1,330,242,194,192,353,293,296,330,242,194,192],[0,0,0,3,0,3,0,3,0,3,3,5,5,6,6,7,7,\#
        8,8,11,8,11,8,11],[0,0,0,0,0,0,0,0,0,0,0,0],"\ufffd bad \ufffd"],[[1,330,241,131,131,330,3\#
        08,309,301,313,385,297,330,246,179,131,131],[0,0,0,3,0,3,0,3,0,3,3,4,4,5,5,6,6,7,7,8,8,10,\#
        10,11,11,12,12,16,12,16,12,16,12,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\ue000 private \\#
        udb80\udc00"],[[1,348,307,298,311,197,176,300,315,308,375,306],[0,0,0,1,1,2,2,3,3,4,4,6,4,\#
        6,6,7,7,8,8,9,9,11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0],"soft\u00adhyphen"],[[1,337,293,294,12\#
        ,306,391,13,304,365,297,16,309,297,311,312,309,306,14,313,311,15,298,298],[0,0,0,1,1,2,2,3\#
        ,3,4,4,5,5,7,7,8,8,9,9,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,2\#
        2,22,23,23,24,24,25],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"tab\tnew\nline\rre\#
        turn\u000bvt\fff"],[[1,343,311,311,308,310,61,50,50,297,123,293,400,401,262,295,366,50,293\#
        ,50,294,270,295,64,296,41,297,64,298,38,299],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10\#
        ,10,11,11,13,13,15,15,16,16,17,17,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28\#
        ,28,29,29,30,30,31,31,32,32,33],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0],"https://example.com/a/b?c=d&e=f#g"],[[1,389,310,335,262,306,293,305,297,46,311,293,\#
        299,67,305,293,301,304,262,297,123,293,400,401,262,363,299],[0,0,0,1,1,2,2,4,4,5,5,6,6,7,7\#
        ,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,24,\#
        24,26,26,27,27,29,29,30],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"user.nam\#
        e+tag@mail.example.org"],[[1,330,273,61,95,308,293,378,95,298,301,401,262,311,123,311],[0,\#
        0,0,1,0,1,1,2,2,3,3,4,4,5,5,7,7,8,8,9,9,10,10,12,12,13,13,14,14,15,15,16],[0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0],"C:\\path\\file.txt"],[[1,330,266,262,264,267,264,268,60,330,264,261,263\#
        ,263,263,261,263,263,263,330,264,297,48,264,263,330,263,123,276,276],[0,0,0,1,0,1,1,2,2,3,\#
        3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,2\#
        0,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0],"3.14159 1,000,000 1e-10 0xFF"],[[1,330,264,265,266,267,268,269,58,59,\#
        60,263,264,265,266,267,268,269,58,59,60,263],[0,0,0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,\#
        9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20],[0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0],"12345678901234567890"],[[1,330,220,164,220,165,220,166,330,229,136,\#
        174,330,197,192,330,197,181],[0,0,0,2,0,2,0,2,2,4,2,4,4,6,4,6,6,7,7,10,7,10,7,10,10,11,11,\#
        13,11,13,13,14,14,16,14,16],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u0661\u0662\u0663 \u21\#
        6b \u00bd \u00b2"],[[1,341,264,294,265,295,266],[0,0,0,1,1,2,2,3,3,4,4,5,5,6],[0,0,0,0,0,0\#
        ,0],"a1b2c3"],[[1,355,307,307,98,294,293,309,48,294,293,125],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,\#
        6,7,7,8,8,9,9,10,10,11],[0,0,0,0,0,0,0,0,0,0,0,0],"foo_bar-baz"],[[1,330,259,259,259,270,2\#
        70,270,262,262,262],[0,0,0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9],[0,0,0,0,0,0,0,0,0,0,0],\#
        "!!!???..."],[[1,330,43,293,44,94,294,96,126,295,128,63,296,65],[0,0,0,1,0,1,1,2,2,3,3,4,4\#
        ,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"(a)[b]{c}<d>"],[[1,330\#
        ,39,264,263,263,330,229,133,175,268,263,330,197,166,268,330,264,263,263,40,330,38,311,293,\#
        299,330,67,305,297,330,97,123,330,129,315,330,99,125,99,330,127,314,127],[0,0,0,1,0,1,1,2,\#
        2,3,3,4,4,5,5,8,5,8,5,8,8,9,9,10,10,11,11,13,11,13,13,14,14,15,15,16,16,17,17,18,18,19,19,\#
        20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,\#
        35,35,36,36,37,37,38,38,39,39,40,40,41,41,42],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"$100 \u20ac50 \u00a35 100% #tag @me ^x ~y `\#
        z` |w|"],[[1,330,229,131,159,116,312,307,311,297,310,229,131,160,330,229,131,155,310,403,4\#
        01,229,131,156,330,197,174,299,312,301,357,297,305,297,311,310,197,190,330,229,131,151,358\#
        ,293,310,300,330,229,131,169],[0,0,0,3,0,3,0,3,0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,12,9,12,9,12,\#
        12,13,13,16,13,16,13,16,16,17,17,20,20,22,22,25,22,25,22,25,25,26,26,28,26,28,28,29,29,30,\#
        30,31,31,33,33,34,34,35,35,36,36,37,37,38,38,40,38,40,40,41,41,44,41,44,41,44,44,46,46,47,\#
        47,48,48,49,49,50,50,53,50,53,50,53],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u201cquotes\u201d \u2018single\u2019 \u\#
        00abguillemets\u00bb \u2014 dash \u2026"],[[1,330,242,175,132,306,297,330,242,175,134,330,\#
        242,191,164,242,191,165,242,191,166,330,229,148,163,330,229,135,165],[0,0,0,3,0,3,0,3,0,3,\#
        3,4,4,5,5,6,6,9,6,9,6,9,9,10,10,13,10,13,10,13,13,16,13,16,13,16,16,19,16,19,16,19,19,20,2\#
        0,23,20,23,20,23,23,24,24,27,24,27,24,27],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0],"\ufb01ne \ufb03 \uff21\uff22\uff23 \u2460 \u2122"],[[1,330,229,135,174,330,19\#
        8,136,411,207,141],[0,0,0,3,0,3,0,3,0,3,3,4,4,6,4,6,6,8,8,10,8,10],[0,0,0,0,0,0,0,0,0,0,0]\#
        ,"\u212b \u00c5 A\u030a"],[[1,330,94,273,281,287,96,330,94,287,275,285,96,330,94,282,271,2\#
        87,280,96,330,94,289,283,280,96],[0,0,0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,1\#
        1,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24],[0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"[CLS] [SEP] [MASK] [UNK]"],[[1,341,94,282,271,2\#
        87,280,96,294],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8],[0,0,0,0,0,0,0,0,0],"a[MASK]b"],[[1,3\#
        30,63,127,297,306,296,307,298,311,297,123,311,127,65,293,63,127,297,306,296,307,298,311,29\#
        7,123,311,127,65],[0,0,0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,1\#
        4,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27],[0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"<|endoftext|>a<|endoftext|>"],[[1,2,0]\#
        ,[0,0,0,4,4,9],[0,0,0],""],[[1,330,341,304,309,297,293,296,315,330,345,297,311,293],[0,0,0\#
        ,3,0,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,15,15,16,16,17,17,18],[0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0]," already  meta"],[[1,394,311,361,396,371,293,294,304,396,300,305,297,306,311,293,309,3\#
        01,352,396,305,330,308,306,297,312,305,383,356,304,311,309,293,305,301,295,309,307,310,295\#
        ,307,308,301,295,310,301,304,301,295,307,313,307,304,295,352,307,295,383,301,307,310,396],\#
        [0,0,0,2,2,3,3,5,5,7,7,10,10,11,11,12,12,13,13,15,15,16,16,17,17,18,18,19,19,20,20,21,21,2\#
        2,22,23,23,25,25,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,36,36,38,38,39,39,40,40,4\#
        1,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,5\#
        6,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,65,65,66,66,67,67,69,69,70,70,71,71,72,72,7\#
        4],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"antidisestablishmentarianism pneumonoultramicrosco\#
        picsilicovolcanoconiosis"],[[1,341,293,293,293,293,293,293,293,293,293,293,293,293,293,293\#
        ,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,2\#
        93,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293\#
        ,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,2\#
        93,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293,293],[0,0,0,1,1,2,2,3,3,4,4\#
        ,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,\#
        21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,\#
        36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,\#
        51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,\#
        66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79,80,80,81,\#
        81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94,95,95,96,\#
        96,97,97,98,98,99],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],[[1,353,294,294,294,294,294,294,294,\#
        294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,29\#
        4,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,\#
        294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,29\#
        4,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,294,\#
        294,294],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16\#
        ,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31\#
        ,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46\#
        ,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61\#
        ,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76\#
        ,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91\#
        ,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"bbbbbbbb\#
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bb"],[[1,350,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,2\#
        95,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295\#
        ,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,2\#
        95,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295,295\#
        ,295,295,295,295,295,295,295,295,295,295,295,295,295],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8\#
        ,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23\#
        ,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38\#
        ,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53\#
        ,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68\#
        ,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83\#
        ,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98\#
        ,99,99,100,100,101],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"ccccccccccccccccccccccccccccccccccccccccccc\#
        cccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],[[1,341,294,293,294,293,294,2\#
        93,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293\#
        ,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,2\#
        94,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294\#
        ,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,2\#
        93,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293\#
        ,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,2\#
        94,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294\#
        ,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,2\#
        93,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293\#
        ,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,2\#
        94,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294\#
        ,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,2\#
        93,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293,294,293\#
        ,294],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16\#
        ,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31\#
        ,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46\#
        ,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61\#
        ,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76\#
        ,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91\#
        ,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100,100,101,101,102,102,103,103,104,104,1\#
        05,105,106,106,107,107,108,108,109,109,110,110,111,111,112,112,113,113,114,114,115,115,116\#
        ,116,117,117,118,118,119,119,120,120,121,121,122,122,123,123,124,124,125,125,126,126,127,1\#
        27,128,128,129,129,130,130,131,131,132,132,133,133,134,134,135,135,136,136,137,137,138,138\#
        ,139,139,140,140,141,141,142,142,143,143,144,144,145,145,146,146,147,147,148,148,149,149,1\#
        50,150,151,151,152,152,153,153,154,154,155,155,156,156,157,157,158,158,159,159,160,160,161\#
        ,161,162,162,163,163,164,164,165,165,166,166,167,167,168,168,169,169,170,170,171,171,172,1\#
        72,173,173,174,174,175,175,176,176,177,177,178,178,179,179,180,180,181,181,182,182,183,183\#
        ,184,184,185,185,186,186,187,187,188,188,189,189,190,190,191,191,192,192,193,193,194,194,1\#
        95,195,196,196,197,197,198,198,199,199,200,200,201,201,202,202,203,203,204,204,205,205,206\#
        ,206,207,207,208,208,209,209,210,210,211,211,212,212,213,213,214,214,215,215,216,216,217,2\#
        17,218,218,219,219,220,220,221,221,222,222,223,223,224,224,225,225,226,226,227,227,228,228\#
        ,229,229,230,230,231,231,232,232,233,233,234,234,235,235,236,236,237,237,238,238,239,239,2\#
        40,240,241,241,242,242,243,243,244,244,245,245,246,246,247,247,248,248,249,249,250,250,251\#
        ,251,252,252,253,253,254,254,255,255,256,256,257,257,258,258,259,259,260,260,261,261,262,2\#
        62,263,263,264,264,265,265,266,266,267,267,268,268,269,269,270,270,271,271,272,272,273,273\#
        ,274,274,275,275,276,276,277,277,278,278,279,279,280,280,281,281,282,282,283,283,284,284,2\#
        85,285,286,286,287,287,288,288,289,289,290,290,291,291,292,292,293,293,294,294,295,295,296\#
        ,296,297,297,298,298,299,299,300],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0],"ababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababab"],[[1,336,363,296,336,363,296,336,363,296,336,363,\#
        296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,296,33\#
        6,363,296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,296,336,363,\#
        296,336,363,296,330],[0,0,0,1,1,3,3,4,4,6,6,8,8,9,9,11,11,13,13,14,14,16,16,18,18,19,19,21\#
        ,21,23,23,24,24,26,26,28,28,29,29,31,31,33,33,34,34,36,36,38,38,39,39,41,41,43,43,44,44,46\#
        ,46,48,48,49,49,51,51,53,53,54,54,56,56,58,58,59,59,61,61,63,63,64,64,66,66,68,68,69,69,71\#
        ,71,73,73,74,74,76,76,78,78,79,79,81,81,83,83,84,84,86,86,88,88,89,89,91,91,93,93,94,94,96\#
        ,96,98,98,99,99,100],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"word word word word word word wo\#
        rd word word word word word word word word word word word word word "],[[1,345,301,123,382\#
        ,330,233,191,165,232,176,154,303,352,302,301,230,132,171,304,385,365,328,212,134,212,132,3\#
        30,227,188,135,227,187,154,227,187,165,330,243,162,157,131,297,306,296],[0,0,0,1,1,2,2,3,3\#
        ,5,5,6,6,9,6,9,6,9,9,12,9,12,9,12,12,13,13,15,15,16,16,17,17,20,17,20,17,20,20,21,21,23,23\#
        ,25,25,27,27,29,27,29,29,31,29,31,31,32,32,35,32,35,32,35,35,38,35,38,35,38,38,41,38,41,38\#
        ,41,41,42,42,46,42,46,42,46,42,46,46,47,47,48,48,49],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"mixed \u6f22\u5b57kanji\u3068latin\#
        \u0440\u0443\u0441 \u0e44\u0e17\u0e22 \ud83d\ude80end"],[[1,330,243,163,131,131,243,178,16\#
        3,131,330,242,167,131],[0,0,0,4,0,4,0,4,0,4,0,4,4,8,4,8,4,8,4,8,8,9,9,12,9,12,9,12],[0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0],"\ud840\udc00\ud87e\udc00 \uf900"],[[1,330,297,207,132,297,207,131\#
        ,297,207,133],[0,0,0,1,0,1,1,3,1,3,3,4,4,6,4,6,6,7,7,9,7,9],[0,0,0,0,0,0,0,0,0,0,0],"e\u03\#
        01e\u0300e\u0302"],[[1,349,365,297,264,13,330,395,296,297,306,311,382,13,12,305,363,297],[\#
        0,0,0,1,1,3,3,4,4,5,5,6,6,7,7,10,10,11,11,12,12,13,13,14,14,16,16,17,17,18,18,19,19,21,21,\#
        22],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"line1\n  indented\n\tmore"],[[1,358,383,229,131\#
        ,156,311,330,205,191,307,303],[0,0,0,1,1,3,3,6,3,6,3,6,6,7,7,8,8,10,8,10,10,11,11,12],[0,0\#
        ,0,0,0,0,0,0,0,0,0,0],"don\u2019t \u02bcok"],[[1,330,208,187,389,306,293,310,310,301,299,3\#
        06,382],[0,0,0,2,0,2,0,2,2,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,13],[0,0,0,0,0,0,0,0,0,0,0,\#
        0,0],"\u0378 unassigned"],[[1,330,116,207,138,207,166,330,228,188,172,348,207,166,207,138]\#
        ,[0,0,0,1,0,1,1,3,1,3,3,5,3,5,5,6,6,9,6,9,6,9,9,11,11,13,11,13,13,15,13,15],[0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0],"q\u0307\u0323 \u1e69 s\u0323\u0307"],[[1,330,277,297,357,307,336,363,\#
        392,1,330,277,340,341,309,297,330,315,356,270],[0,0,0,1,0,1,1,2,2,4,4,5,5,7,7,9,9,11,0,0,0\#
        ,1,0,1,1,3,3,5,5,6,6,7,7,8,8,9,9,11,11,12],[0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1],"Hell\#
        o world How are you?"],[[1,1,353],[0,0,0,0,0,1],[0,1,1],"b"],[[1,341,1],[0,0,0,1,0,0],[0,0\#
        ,1],"a"],[[1,354,297,337,314,307,338,309,370,1,330,264,330,265,330,266],[0,0,0,2,2,3,3,5,5\#
        ,6,6,7,7,10,10,11,11,13,0,0,0,1,0,1,1,2,2,3,3,4,4,5],[0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1],"on\#
        e two three 1 2 3"]]\#

        """#

    static let unigram =
        #"""
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"<unk>\#
        ","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},{"i\#
        d":1,"content":"</s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false\#
        ,"special":true}],"normalizer":{"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"\#
        StripAccents"}]},"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Metaspace","\#
        replacement":"\u2581","prepend_scheme":"always","split":true},{"type":"Digits","individual\#
        _digits":true},{"type":"Punctuation","behavior":"Isolated"}]},"post_processor":{"type":"Te\#
        mplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s\#
        >","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>"\#
        ,"type_id":0}},{"Sequence":{"id":"B","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":\#
        0}}],"special_tokens":{"</s>":{"id":"</s>","ids":[1],"tokens":["</s>"]}}},"decoder":{"type\#
        ":"Metaspace","replacement":"\u2581","prepend_scheme":"always","split":true},"model":{"typ\#
        e":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["</s>",0.0],["\u2581",-2.0608861728650902]\#
        ,["e",-2.691419999776108],["t",-3.0838154230419645],["s",-3.1762339023633883],["n",-3.2739\#
        238218899063],["r",-3.327296049536094],["d",-3.4957127134177703],["o",-3.558958271307108],\#
        ["y",-3.7112111818724323],["i",-3.9889950732138937],["a",-3.994035030117944],["\u2581the",\#
        -4.145684520516886],["m",-4.266614837326392],["f",-4.318382118414968],["l",-4.343090641322\#
        214],["st",-4.445317047724721],["u",-4.524203987001369],["?",-4.565128631051082],["!",-4.5\#
        74474425443605],["w",-4.603311746712837],["h",-4.611642100441426],["ou",-4.631833272227055\#
        ],[",",-4.68349226812951],["er",-4.703103583940763],["\u2581ma",-4.7190134008508435],["'",\#
        -4.748379257280882],[".",-4.759615212337061],["\u2581wa",-4.851634422350181],["\u2581on",-\#
        4.859176160756788],["2",-4.892338210741382],["k",-4.918483118465239],["\u2581ca",-4.923940\#
        9264322145],["\u2581ha",-4.995616838811906],["\u2581wh",-5.006677204449209],["\u2581wi",-5\#
        .014977653340874],["c",-5.019938147976069],["\u2581lowe",-5.030346663722003],["g",-5.06056\#
        32299279],["p",-5.066953076493849],["\u2581no",-5.087136810022318],["ve",-5.13446506827193\#
        4],["\u2581it",-5.155739973618664],["\u2581do",-5.197197338438381],["b",-5.210559163303656\#
        ],["ow",-5.282684817244521],["ll",-5.308672779195296],["\u2581be",-5.409357180215588],["\u\#
        2581tha",-5.412713135495608],["\u0440",-5.4698401284164575],["\u0438",-5.4698401284164575]\#
        ,["\u2581mo",-5.4834044211793],["\u2581newe",-5.495684495673423],["ther",-5.52957160483290\#
        4],["\u2581jump",-5.563980308815318],["\u2581an",-5.62286063994091],["in",-5.6261081360569\#
        62],["\u2581in",-5.6780127092330535],["\u00df",-5.701628758572853],["id",-5.70388010205311\#
        7],["\u2581fi",-5.704721268254266],["\u2581hi",-5.723621034048666],["\u2581runn",-5.723956\#
        49004074],["\u2581so",-5.725933042112027],["her",-5.774865925132707],["\u2581I",-5.8231809\#
        38630102],["4",-5.824851618097894],["5",-5.824851618097894],["3",-5.824851618097894],["\u2\#
        581li",-5.847083238626503],["om",-5.8494920591633335],["\u0432",-5.858184951431227],["1",-\#
        5.858184951431228],["\u0442",-5.858184951431228],["\u0435",-5.858184951431228],["\u597d",-\#
        5.858184951431228],["all",-5.873159160213221],["\u2581th",-5.884060582100694],["\u2581whe"\#
        ,-5.922624331775788],["\u2581The",-5.938862419227777],["im",-5.950192759926979],["\u754c",\#
        -5.96541903280324],["\u2581we",-5.990964961285403],["\u2581A",-5.992399773212462],["or",-6\#
        .001395024159887],["\u043f",-6.043880571264779],["\u4e16",-6.043880571264779],["6",-6.0855\#
        47237931445],["0",-6.085547237931445],["th",-6.105736358111425],["at",-6.120383560099919],\#
        ["\u4f60",-6.1290254988010116],["\u2581ju",-6.145965726506974],["le",-6.147045788425226],[\#
        "\u2581b",-6.155168860432109],["ai",-6.1618500322444945],["he",-6.177952377142553],["\u258\#
        1w",-6.179889719582018],["\u2581wo",-6.2066109515241354],["se",-6.291413363759243],["wer",\#
        -6.3621643450165895],["\u2581lo",-6.362978482793835],["\u2581a",-6.407687599530702],["\u25\#
        81f",-6.455929677309461],["\u2581c",-6.485332718993417],["\u2581o",-6.606412242019919],["\\#
        u2581Ha",-6.607072816788042],["\u2581S",-6.610562912339393],["\u2581Wi",-6.619895354246076\#
        ],["\u2581It",-6.685478064075221],["\u2581s",-6.767112919055329],["wo",-6.770130836114566]\#
        ,["ir",-6.783991251481366],["\u043c",-6.799961404141124],["be",-6.8006593560476505],["\u25\#
        81T",-6.819577682031116],["\u2581No",-6.84033123078963],["\u2581H",-6.85028828712896],["\u\#
        2581B",-6.870222711887413],["\u2581i",-6.878660513656774],["\u2581Ca",-6.982130095407132],\#
        ["\u2581O",-6.985027147059911],["\u2581Wa",-7.041455228147212],["\u2581u",-7.0434266101863\#
        07],["\u2581On",-7.049505762116229],["\u2581Li",-7.115529448566278],["\u2581Do",-7.1713119\#
        19777666],["de",-7.207261736012759],["on",-7.214726872433849],["\u2581U",-7.25987024713880\#
        6],["\u2581Ma",-7.260096811684666],["\u2581t",-7.2781117925071435],["an",-7.30919471741017\#
        9],["\u2581We",-7.401987888202637],["\u2581Wh",-7.460922492306573],["\u2581m",-7.480539262\#
        213254],["ha",-7.534046956753982],["\u2581h",-7.53553625455237],["no",-7.539178684551995],\#
        ["\u2581Newe",-7.550939776893339],["\u2581Lowe",-7.554767036890297],["hi",-7.5583646370743\#
        64],["\u2581So",-7.564573462886704],["the",-7.573140850340807],["it",-7.595883015270167],[\#
        "\u041f",-7.736505415737709],["\u2581Whe",-7.7439740882786205],["\u2581Runn",-7.7484103242\#
        231885],["\u2581Jump",-7.748427313787893],["v",-7.83042942547351],["\u2581W",-7.8324608665\#
        1771],["\u2581Tha",-7.838982828915426],["\u2581D",-7.8983585134818215],["\u2581Hi",-7.9341\#
        28715542361],["K",-7.986505415737717],["Y",-7.986505415737717],["\u2581Wo",-8.068774304226\#
        9],["I",-8.165726593940937],["\u2581M",-8.189083879367889],["\u2581In",-8.343804976421813]\#
        ,["\u2581Mo",-8.418029746513675],["\u2581Th",-8.425710903957237],["\u2581C",-8.44091337690\#
        0447],["we",-8.447937650065548],["\u2581n",-8.649176250996144],["\u2581N",-8.6759104981268\#
        38],["V",-8.819838749031094],["E",-8.81983874907105],["\u041c",-8.81983874907105],["P",-8.\#
        81983874907105],["\u2581Lo",-8.821856510996858],["\u2581d",-8.884898377729607],["ma",-8.96\#
        6630512880496],["A",-8.99757974864379],["lowe",-9.129419980694632],["wh",-9.39947752071421\#
        4],["\u2581Ju",-9.819666346339382],["newe",-9.870043947687764],["jump",-9.990631351868641]\#
        ,["ee",-10.094867800234494],["runn",-10.303562153898184],["H",-10.42563138821004],["S",-10\#
        .46259927802087],["ad",-10.771095747547143],["T",-10.795913937738952],["The",-10.973073136\#
        534662],["B",-11.074015324471832],["C",-11.174337451234416],["j",-11.174437451234416],["W"\#
        ,-11.174537451234416],["M",-11.174637451234416],["F",-11.174737451234416],["U",-11.1748374\#
        51234415],["D",-11.174937451234415],["L",-11.175037451234415],["R",-11.175137451234416],["\#
        O",-11.175237451234416],["N",-11.175337451234416],["J",-11.175437451234416]],"byte_fallbac\#
        k":false}}\#

        """#

    static let unigramResults =
        #"""
        [[[1],[0,0],[0],""],[[2,1],[0,1,0,0],[0,0],""],[[2,2,2,1],[0,1,1,2,2,3,0,0],[0,0,0,0],"  "\#
        ],[[2,0,1],[0,1,0,1,0,0],[0,0,0],""],[[2,0,1],[0,1,0,2,0,0],[0,0,0],""],[[2,0,1],[0,1,0,2,\#
        0,0],[0,0,0],""],[[2,12,1],[0,1,0,1,0,0],[0,0,0],"a"],[[2,12,1],[0,1,1,2,0,0],[0,0,0],"a"]\#
        ,[[2,12,2,1],[0,1,0,1,1,2,0,0],[0,0,0,0],"a "],[[2,2,4,112,2,95,16,12,6,32,5,2,2,1],[0,1,1\#
        ,2,2,3,3,5,5,6,6,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0]," two  blanks  "],[[118,3,47,9,24,157,7,16,8,20,1],[0,1,1,2,2,4,4,5,5,6,6,9,9,10,10,11,\#
        11,12,12,13,0,0],[0,0,0,0,0,0,0,0,0,0,0],"Hello, World!"],[[80,2,0,18,11,37,32,95,7,46,6,2\#
        ,15,9,0,55,5,2,9,42,7,13,2,16,12,0,10,44,39,28,1],[0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,11,11,12,\#
        12,14,14,15,15,16,16,17,17,18,18,19,19,24,24,25,25,26,26,27,27,29,29,30,30,34,34,35,35,36,\#
        36,37,37,38,38,39,39,42,42,43,43,44,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0],"The uick brown fo jumps over the lay dog."],[[66,27,14,2,10,23,27,7,3,2,97\#
        ,27,47,13,10,27,42,44,6,27,4,83,27,8,43,27,5,1],[0,1,1,2,2,3,3,4,4,5,5,7,7,8,8,9,9,10,10,1\#
        1,11,13,13,14,14,16,16,20,20,21,21,22,22,24,24,27,27,28,28,29,29,30,30,33,33,34,34,35,35,3\#
        8,38,39,39,40,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"I'm you're h\#
        e'll they've don't we'd it's"],[[66,185,27,183,151,168,27,195,195,1],[0,1,1,2,2,3,3,4,4,6,\#
        6,7,7,8,8,9,9,10,0,0],[0,0,0,0,0,0,0,0,0,0],"IT'S WE'LL"],[[2,27,5,27,4,27,7,3,1],[0,1,0,1\#
        ,1,2,2,3,3,4,4,5,5,6,6,7,0,0],[0,0,0,0,0,0,0,0,0],"'s't're"],[[2,27,1],[0,1,0,1,0,0],[0,0,\#
        0],"'"],[[44,6,27,27,4,1],[0,2,2,3,3,4,4,5,5,6,0,0],[0,0,0,0,0,0],"don''t"],[[130,170,170,\#
        168,196,38,7,159,11,0,3,194,1],[0,1,1,2,2,3,3,4,4,5,5,10,10,11,11,13,13,14,14,15,15,16,16,\#
        17,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0],"UPPER lower MieD"],[[2,6,96,42,33,15,3,2,18,45,25,1],\#
        [0,1,0,1,1,4,4,6,6,9,9,10,10,12,12,13,13,15,15,16,16,18,0,0],[0,0,0,0,0,0,0,0,0,0,0,0],"na\#
        ive cafe uber"],[[2,6,96,42,33,15,3,2,18,45,25,1],[0,1,0,1,1,3,5,7,7,10,10,11,11,12,14,15,\#
        15,16,18,19,19,21,0,0],[0,0,0,0,0,0,0,0,0,0,0,0],"naive cafe uber"],[[2,12,45,1],[0,1,0,1,\#
        5,6,0,0],[0,0,0,0],"ab"],[[1],[0,0],[0],""],[[56,1],[0,4,0,0],[0,0],"an"],[[108,4,7,12,59,\#
        3,2,0,1],[0,1,1,2,2,3,3,4,4,6,6,7,7,8,8,11,0,0],[0,0,0,0,0,0,0,0,0],"Stra\u00dfe "],[[66,1\#
        7,12,6,45,18,16,2,0,1],[0,2,2,4,4,5,5,6,6,7,7,8,8,9,9,10,10,12,0,0],[0,0,0,0,0,0,0,0,0,0],\#
        "Istanbul "],[[153,0,153,0,1],[0,2,0,2,2,5,3,5,0,0],[0,0,0,0,0],"D D"],[[2,0,2,0,1],[0,2,0\#
        ,14,14,15,15,21,0,0],[0,0,0,0,0]," "],[[2,92,76,87,82,1],[0,3,0,3,3,6,6,9,9,12,0,0],[0,0,0\#
        ,0,0,0],"\u4f60\u597d\u4e16\u754c"],[[2,0,1],[0,3,0,24,0,0],[0,0,0],""],[[2,0,1],[0,3,0,9,\#
        0,0],[0,0,0],""],[[2,0,2,0,1],[0,3,0,9,9,10,10,19,0,0],[0,0,0,0,0]," "],[[2,0,1],[0,3,0,36\#
        ,0,0],[0,0,0],""],[[2,0,2,0,1],[0,3,0,15,18,19,19,34,0,0],[0,0,0,0,0]," "],[[2,0,2,0,1],[0\#
        ,2,0,10,10,11,11,25,0,0],[0,0,0,0,0]," "],[[2,0,1],[0,2,0,14,0,0],[0,0,0],""],[[2,146,50,5\#
        1,72,75,74,24,2,114,51,50,20,2,0,51,2,0,75,1],[0,2,0,2,2,4,4,6,6,8,8,10,10,12,12,13,13,14,\#
        14,16,16,18,18,20,20,21,21,22,22,24,24,26,26,27,27,29,29,31,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0],"\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! \u0438 \u0435"\#
        ],[[2,0,1],[0,4,0,4,0,0],[0,0,0],""],[[2,0,2,15,12,14,11,16,10,1],[0,4,0,25,25,26,26,27,27\#
        ,28,28,29,29,30,30,31,31,32,0,0],[0,0,0,0,0,0,0,0,0,0]," family"],[[2,0,1],[0,4,0,16,0,0],\#
        [0,0,0],""],[[2,0,1],[0,3,0,13,0,0],[0,0,0],""],[[2,0,10,2,0,1],[0,1,0,5,5,6,6,7,7,12,0,0]\#
        ,[0,0,0,0,0,0],"y "],[[2,0,12,0,45,0,37,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,0,0],[0,0,0,0,0,0,\#
        0,0],"abc"],[[2,12,0,45,0,37,0,8,0,3,1],[0,1,0,1,1,4,4,5,5,8,8,9,9,12,12,13,13,16,16,17,0,\#
        0],[0,0,0,0,0,0,0,0,0,0,0],"abcde"],[[2,6,45,5,40,2,3,14,36,8,3,1],[0,2,2,3,3,4,4,5,5,6,6,\#
        9,9,10,10,11,11,16,16,17,17,18,0,0],[0,0,0,0,0,0,0,0,0,0,0,0],"nbsp em wide"],[[2,12,0,45,\#
        0,37,0,8,1],[0,1,0,1,1,4,4,5,5,8,8,9,9,11,11,12,0,0],[0,0,0,0,0,0,0,0,0],"abcd"],[[2,0,95,\#
        12,8,2,0,1],[0,3,0,3,3,5,5,6,6,7,7,8,8,11,0,0],[0,0,0,0,0,0,0,0]," bad "],[[2,0,2,40,7,11,\#
        150,91,3,2,0,1],[0,3,0,3,3,4,4,5,5,6,6,7,7,8,8,10,10,11,11,12,12,16,0,0],[0,0,0,0,0,0,0,0,\#
        0,0,0,0]," private "],[[64,15,4,0,22,10,40,97,6,1],[0,2,2,3,3,4,4,6,6,7,7,8,8,9,9,11,11,12\#
        ,0,0],[0,0,0,0,0,0,0,0,0,0],"softhyphen"],[[2,4,12,45,0,6,3,21,0,16,57,3,0,7,3,4,18,7,6,0,\#
        150,4,0,15,15,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,11,11,12,12,13,13,14,14,15,15,\#
        16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0],"tabnewlinereturnvtff"],[[2,22,4,4,40,5,0,0,0,3,0,12,14,40,94,28\#
        ,37,71,0,12,0,45,19,37,0,8,0,3,0,15,0,39,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,\#
        10,11,11,12,12,13,13,15,15,16,16,17,17,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,\#
        27,28,28,29,29,30,30,31,31,32,32,33,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0],"httpseample.comab?cdefg"],[[2,18,5,25,28,6,12,14,3,0,4,12,39,0,14,96,1\#
        6,28,3,0,12,14,40,94,28,85,39,1],[0,1,0,1,1,2,2,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,\#
        13,13,14,14,15,15,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,26,26,27,27,29,29,30,0,0\#
        ],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"user.nametagmail.eample.org"]\#
        ,[[163,0,0,40,12,90,0,15,11,94,28,4,0,4,1],[0,1,1,2,2,3,3,4,4,5,5,7,7,8,8,9,9,10,10,12,12,\#
        13,13,14,14,15,15,16,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"Cpathfile.tt"],[[2,69,28,73,67,\#
        73,68,0,2,73,24,89,89,89,24,89,89,89,2,73,3,0,73,89,2,89,0,192,192,1],[0,1,0,1,1,2,2,3,3,4\#
        ,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,2\#
        1,21,22,22,23,23,24,24,25,25,26,26,27,27,28,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0],"3.1415 1,000,000 1e10 0FF"],[[2,73,31,69,67,68,88,0,0,0,89,73,31,69,\#
        67,68,88,0,0,0,89,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14\#
        ,14,15,15,16,16,17,17,18,18,19,19,20,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"1\#
        2345601234560"],[[2,0,0,0,2,0,158,158,2,73,0,31,2,31,1],[0,2,0,2,2,4,4,6,6,7,7,10,7,10,7,1\#
        0,10,11,11,13,11,13,11,13,13,14,14,16,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]," II 12 2"],[[2\#
        ,12,73,45,31,37,69,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,0,0],[0,0,0,0,0,0,0,0],"a1b2c3"],[[2,15\#
        ,9,9,0,45,12,7,0,45,12,0,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,0,0],[0,0,\#
        0,0,0,0,0,0,0,0,0,0,0],"foobarba"],[[2,20,20,20,19,19,19,28,28,28,1],[0,1,0,1,1,2,2,3,3,4,\#
        4,5,5,6,6,7,7,8,8,9,0,0],[0,0,0,0,0,0,0,0,0,0,0],"!!!???..."],[[2,0,12,0,0,45,0,0,37,0,0,8\#
        ,0,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,0,0],[0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0],"abcd"],[[2,0,73,89,89,2,0,68,89,2,0,68,2,73,89,89,0,2,0,4,12,39,2,0,14,3,2,0,0,2\#
        ,0,10,2,0,0,0,2,0,21,0,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,8,8,9,9,10,10,11,11,13,13,14,14,15,15\#
        ,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30\#
        ,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,0,0],[0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"100 50 5 100 tag me \#
         y  w"],[[2,0,0,18,9,4,3,5,0,2,0,5,57,39,94,0,2,0,39,18,11,47,3,14,3,4,5,0,2,0,2,8,12,5,22\#
        ,2,28,28,28,1],[0,3,0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,12,12,13,13,16,16,17,17,19,19,20,20,22,2\#
        2,25,25,26,26,28,28,29,29,30,30,31,31,33,33,34,34,35,35,36,36,37,37,38,38,40,40,41,41,44,4\#
        4,45,45,46,46,47,47,48,48,49,49,50,50,53,50,53,50,53,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"uotes single guillemets  dash ..."],[[6\#
        1,6,3,2,15,15,11,84,187,188,2,73,116,191,1],[0,3,3,4,4,5,5,6,6,9,6,9,6,9,9,13,13,16,16,19,\#
        19,20,20,23,23,27,24,27,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"fine ffi ABC 1 TM"],[[84,84,\#
        84,1],[0,3,3,6,6,8,0,0],[0,0,0,0],"A A A"],[[2,0,188,195,183,0,2,0,183,168,170,0,2,0,191,1\#
        74,183,155,0,2,0,193,198,155,0,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,1\#
        2,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,0,0],[0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"CLS SEP MASK UNK"],[[2,12,0,191,174,183,155,0,\#
        45,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,0,0],[0,0,0,0,0,0,0,0,0,0],"aMASKb"],[[2,0,0,3,\#
        6,8,9,15,4,3,0,4,0,0,12,0,0,3,6,8,9,15,4,3,0,4,0,0,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8\#
        ,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23\#
        ,24,24,25,25,26,26,27,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"en\#
        doftetaendoftet"],[[1,0,1],[0,4,4,9,0,0],[0,0,0],""],[[2,12,16,7,3,12,8,10,2,2,14,3,4,12,1\#
        ],[0,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,14,14,15,15,16,16,17,17,18,0,0],[0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0],"already  meta"],[[56,4,60,11,5,3,17,12,45,16,11,5,22,14,3,6,4,12,7,11,\#
        12,6,11,5,14,2,40,6,3,18,14,9,6,23,16,4,7,12,14,11,37,7,9,5,37,9,40,11,37,5,11,16,11,37,9,\#
        150,9,16,37,12,6,9,37,9,6,11,9,5,11,5,1],[0,2,2,3,3,5,5,6,6,7,7,8,8,10,10,11,11,12,12,13,1\#
        3,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,2\#
        8,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,36,38,38,39,39,40,40,41,41,42,42,43,43,44,4\#
        4,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,5\#
        9,60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,0\#
        ,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"antidisestablishmentarianism pn\#
        eumonoultramicroscopicsilicovolcanoconiosis"],[[2,12,12,12,12,12,12,12,12,12,12,12,12,12,1\#
        2,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,1\#
        2,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,1\#
        2,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,1],[0,1,0,1,1\#
        ,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,\#
        19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,\#
        34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,\#
        49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,\#
        64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,\#
        79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,\#
        94,95,95,96,96,97,97,98,98,99,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],[[95,45,45,45,45,4\#
        5,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,4\#
        5,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,4\#
        5,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,45,4\#
        5,45,45,45,45,1],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,1\#
        5,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,3\#
        0,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,4\#
        5,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,6\#
        0,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,7\#
        5,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,9\#
        0,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99,100,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\#
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bbbbbbbbbb"],[[105,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37\#
        ,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37\#
        ,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37\#
        ,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,37,1],[0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9\#
        ,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21,22,22,23,23,24,24\#
        ,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,36,37,37,38,38,39,39\#
        ,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51,52,52,53,53,54,54\#
        ,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,66,67,67,68,68,69,69\#
        ,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79,80,80,81,81,82,82,83,83,84,84\#
        ,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94,95,95,96,96,97,97,98,98,99,99\#
        ,100,100,101,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"ccccccccccccccccccccccccccccccccccccccccccccc\#
        cccccccccccccccccccccccccccccccccccccccccccccccccccccccc"],[[2,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,\#
        45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,12,45,1],[0,1,0,1,1,2,2,3,3,4,4,5\#
        ,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16,16,17,17,18,18,19,19,20,20,21,21\#
        ,22,22,23,23,24,24,25,25,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,33,34,34,35,35,36,36\#
        ,37,37,38,38,39,39,40,40,41,41,42,42,43,43,44,44,45,45,46,46,47,47,48,48,49,49,50,50,51,51\#
        ,52,52,53,53,54,54,55,55,56,56,57,57,58,58,59,59,60,60,61,61,62,62,63,63,64,64,65,65,66,66\#
        ,67,67,68,68,69,69,70,70,71,71,72,72,73,73,74,74,75,75,76,76,77,77,78,78,79,79,80,80,81,81\#
        ,82,82,83,83,84,84,85,85,86,86,87,87,88,88,89,89,90,90,91,91,92,92,93,93,94,94,95,95,96,96\#
        ,97,97,98,98,99,99,100,100,101,101,102,102,103,103,104,104,105,105,106,106,107,107,108,108\#
        ,109,109,110,110,111,111,112,112,113,113,114,114,115,115,116,116,117,117,118,118,119,119,1\#
        20,120,121,121,122,122,123,123,124,124,125,125,126,126,127,127,128,128,129,129,130,130,131\#
        ,131,132,132,133,133,134,134,135,135,136,136,137,137,138,138,139,139,140,140,141,141,142,1\#
        42,143,143,144,144,145,145,146,146,147,147,148,148,149,149,150,150,151,151,152,152,153,153\#
        ,154,154,155,155,156,156,157,157,158,158,159,159,160,160,161,161,162,162,163,163,164,164,1\#
        65,165,166,166,167,167,168,168,169,169,170,170,171,171,172,172,173,173,174,174,175,175,176\#
        ,176,177,177,178,178,179,179,180,180,181,181,182,182,183,183,184,184,185,185,186,186,187,1\#
        87,188,188,189,189,190,190,191,191,192,192,193,193,194,194,195,195,196,196,197,197,198,198\#
        ,199,199,200,200,201,201,202,202,203,203,204,204,205,205,206,206,207,207,208,208,209,209,2\#
        10,210,211,211,212,212,213,213,214,214,215,215,216,216,217,217,218,218,219,219,220,220,221\#
        ,221,222,222,223,223,224,224,225,225,226,226,227,227,228,228,229,229,230,230,231,231,232,2\#
        32,233,233,234,234,235,235,236,236,237,237,238,238,239,239,240,240,241,241,242,242,243,243\#
        ,244,244,245,245,246,246,247,247,248,248,249,249,250,250,251,251,252,252,253,253,254,254,2\#
        55,255,256,256,257,257,258,258,259,259,260,260,261,261,262,262,263,263,264,264,265,265,266\#
        ,266,267,267,268,268,269,269,270,270,271,271,272,272,273,273,274,274,275,275,276,276,277,2\#
        77,278,278,279,279,280,280,281,281,282,282,283,283,284,284,285,285,286,286,287,287,288,288\#
        ,289,289,290,290,291,291,292,292,293,293,294,294,295,295,296,296,297,297,298,298,299,299,3\#
        00,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"abababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababababababababababababababababababababababababababababababababababababababababa\#
        bababababababab"],[[99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,\#
        99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,99,7,8,2,1],[0,2,2,3,3,4,4,\#
        7,7,8,8,9,9,12,12,13,13,14,14,17,17,18,18,19,19,22,22,23,23,24,24,27,27,28,28,29,29,32,32,\#
        33,33,34,34,37,37,38,38,39,39,42,42,43,43,44,44,47,47,48,48,49,49,52,52,53,53,54,54,57,57,\#
        58,58,59,59,62,62,63,63,64,64,67,67,68,68,69,69,72,72,73,73,74,74,77,77,78,78,79,79,82,82,\#
        83,83,84,84,87,87,88,88,89,89,92,92,93,93,94,94,97,97,98,98,99,99,100,0,0],[0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0],"word word word word word word word word word word word word word wor\#
        d word word word word word word "],[[2,14,11,0,3,8,2,0,32,12,6,189,11,0,16,91,57,50,0,2,0,\#
        2,0,3,6,8,1],[0,1,0,1,1,2,2,3,3,4,4,5,5,6,6,12,12,13,13,14,14,15,15,16,16,17,17,20,20,21,2\#
        1,23,23,25,25,27,27,31,31,32,32,41,41,42,42,46,46,47,47,48,48,49,0,0],[0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"mied kanjilatin\u0440  end"],[[2,0,2,0,1],[0,4,0,8,8,\#
        9,9,12,0,0],[0,0,0,0,0]," "],[[2,3,3,3,1],[0,1,0,1,3,4,6,7,0,0],[0,0,0,0,0],"eee"],[[70,6,\#
        3,73,0,2,58,8,3,6,4,3,8,0,14,85,3,1],[0,2,2,3,3,4,4,5,5,6,6,7,7,10,10,11,11,12,12,13,13,14\#
        ,14,15,15,16,16,18,18,19,19,21,21,22,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"line1  in\#
        dentedmore"],[[44,6,0,4,2,0,9,32,1],[0,2,2,3,3,6,6,7,7,8,8,10,10,11,11,12,0,0],[0,0,0,0,0,\#
        0,0,0,0],"dont ok"],[[2,0,2,18,6,12,5,5,11,39,6,3,8,1],[0,2,0,2,2,3,3,4,4,5,5,6,6,7,7,8,8,\#
        9,9,10,10,11,11,12,12,13,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0]," unassigned"],[[2,0,2,5,2,5,1\#
        ],[0,1,0,1,5,6,6,9,9,10,10,11,0,0],[0,0,0,0,0,0,0]," s s"],[[118,3,47,9,99,7,16,8,1,118,46\#
        ,2,12,7,3,2,10,23,19,1],[0,1,1,2,2,4,4,5,5,8,8,9,9,10,10,11,0,0,0,1,1,3,3,4,4,5,5,6,6,7,7,\#
        8,8,9,9,11,11,12,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"Hello world How are you?"\#
        ],[[1,95,1],[0,0,0,1,0,0],[0,0,0],"b"],[[2,12,1,1],[0,1,0,1,0,0,0,0],[0,0,0,0],"a"],[[30,3\#
        ,2,4,112,78,7,3,3,1,2,73,2,31,2,69,1],[0,2,2,3,3,4,4,5,5,7,7,10,10,11,11,12,12,13,0,0,0,1,\#
        0,1,1,2,2,3,3,4,4,5,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"one two three 1 2 3"]]\#

        """#

    static let miniLMResults =
        #"""
        [[[101,102],[0,0,0,0],[0,0],""],[[101,102],[0,0,0,0],[0,0],""],[[101,102],[0,0,0,0],[0,0],\#
        ""],[[101,102],[0,0,0,0],[0,0],""],[[101,102],[0,0,0,0],[0,0],""],[[101,102],[0,0,0,0],[0,\#
        0],""],[[101,1037,102],[0,0,0,1,0,0],[0,0,0],"a"],[[101,1037,102],[0,0,1,2,0,0],[0,0,0],"a\#
        "],[[101,1037,102],[0,0,0,1,0,0],[0,0,0],"a"],[[101,2048,8744,2015,102],[0,0,2,5,7,12,12,1\#
        3,0,0],[0,0,0,0,0],"two blanks"],[[101,7592,1010,2088,999,102],[0,0,0,5,5,6,7,12,12,13,0,0\#
        ],[0,0,0,0,0,0],"hello, world!"],[[101,1996,4248,2829,4419,14523,2058,1996,13971,3899,1012\#
        ,102],[0,0,0,3,4,9,10,15,16,19,20,25,26,30,31,34,35,39,40,43,43,44,0,0],[0,0,0,0,0,0,0,0,0\#
        ,0,0,0],"the quick brown fox jumps over the lazy dog."],[[101,1045,1005,1049,2017,1005,212\#
        8,2002,1005,2222,2027,1005,2310,2123,1005,1056,2057,1005,1040,2009,1005,1055,102],[0,0,0,1\#
        ,1,2,2,3,4,7,7,8,8,10,11,13,13,14,14,16,17,21,21,22,22,24,25,28,28,29,29,30,31,33,33,34,34\#
        ,35,36,38,38,39,39,40,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"i ' m you ' re\#
         he ' ll they ' ve don ' t we ' d it ' s"],[[101,2009,1005,1055,2057,1005,2222,102],[0,0,0\#
        ,2,2,3,3,4,5,7,7,8,8,10,0,0],[0,0,0,0,0,0,0,0],"it ' s we ' ll"],[[101,1005,1055,1005,1056\#
        ,1005,2128,102],[0,0,0,1,1,2,2,3,3,4,4,5,5,7,0,0],[0,0,0,0,0,0,0,0],"' s ' t ' re"],[[101,\#
        1005,102],[0,0,0,1,0,0],[0,0,0],"'"],[[101,2123,1005,1005,1056,102],[0,0,0,3,3,4,4,5,5,6,0\#
        ,0],[0,0,0,0,0,0],"don ' ' t"],[[101,3356,2896,3816,102],[0,0,0,5,6,11,12,17,0,0],[0,0,0,0\#
        ,0],"upper lower mixed"],[[101,15743,7668,19169,102],[0,0,0,6,7,12,13,18,0,0],[0,0,0,0,0],\#
        "naive cafe uber"],[[101,15743,7668,19169,102],[0,0,0,7,8,12,15,21,0,0],[0,0,0,0,0],"naive\#
         cafe uber"],[[101,11113,102],[0,0,0,6,0,0],[0,0,0],"ab"],[[101,102],[0,0,0,0],[0,0],""],[\#
        [101,2019,102],[0,0,0,4,0,0],[0,0,0],"an"],[[101,2358,27807,1096,102],[0,0,0,2,2,7,8,11,0,\#
        0],[0,0,0,0,0],"stra\u00dfe \u00df"],[[101,9960,1104,102],[0,0,0,9,10,12,0,0],[0,0,0,0],"i\#
        stanbul \u0131"],[[101,100,100,102],[0,0,0,2,3,5,0,0],[0,0,0,0],""],[[101,1173,18199,29733\#
        ,29735,29736,15297,1173,14608,29733,102],[0,0,0,2,2,4,4,6,6,8,8,10,10,14,15,17,17,19,19,21\#
        ,0,0],[0,0,0,0,0,0,0,0,0,0,0],"\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c2 \u03c3\u03b1\u03\#
        c3"],[[101,100,100,1745,100,102],[0,0,0,3,3,6,6,9,9,12,0,0],[0,0,0,0,0,0],"\u4e16"],[[101,\#
        1864,1876,1950,1671,30239,30227,30233,30240,102],[0,0,0,3,3,6,6,9,9,12,12,15,15,18,18,21,2\#
        1,24,0,0],[0,0,0,0,0,0,0,0,0,0],"\u65e5 \u672c \u8a9e \u306e\u30c6\u30ad\u30b9\u30c8"],[[1\#
        01,1700,30177,102],[0,0,0,3,6,9,0,0],[0,0,0,0],"\u30ab\u304b"],[[101,1469,30006,30021,2999\#
        1,30014,30020,29999,30008,1469,30006,30021,102],[0,0,0,3,0,3,0,3,3,6,3,6,3,6,6,9,6,9,10,13\#
        ,13,16,16,19,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0],"\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\\#
        u1165 \u1112\u1161\u11ab"],[[101,100,102],[0,0,0,36,0,0],[0,0,0],""],[[101,1327,29867,2987\#
        4,29859,1325,29863,29877,29868,29876,102],[0,0,0,3,3,6,6,9,12,15,19,22,25,28,28,31,31,34,3\#
        4,37,0,0],[0,0,0,0,0,0,0,0,0,0,0],"\u0928\u092e\u0938\u0924 \u0926\u0928\u093f\u092f\u093e\#
        "],[[101,1295,17149,29820,29816,25573,1271,25573,23673,29830,25573,23673,22192,102],[0,0,0\#
        ,2,2,4,4,6,6,8,8,10,11,13,13,15,15,17,17,19,19,21,21,23,23,25,0,0],[0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0],"\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645"],[[101,\#
        1266,29799,29792,29800,102],[0,0,0,2,6,8,8,10,12,14,0,0],[0,0,0,0,0,0],"\u05e9\u05dc\u05d5\#
        \u05dd"],[[101,1194,16856,10325,25529,15290,22919,1010,1191,10325,16856,999,1188,10325,118\#
        5,15290,102],[0,0,0,2,2,4,4,6,6,8,8,10,10,12,12,13,14,16,16,18,18,20,20,21,22,24,24,26,27,\#
        29,29,31,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u043f\u0440\u0438\u0432\u0435\u0442, \\#
        u043c\u0438\u0440! \u0438\u0438 \u0435\u0435"],[[101,100,102],[0,0,0,4,0,0],[0,0,0],""],[[\#
        101,100,2155,102],[0,0,0,25,26,32,0,0],[0,0,0,0],"family"],[[101,100,102],[0,0,0,16,0,0],[\#
        0,0,0],""],[[101,100,102],[0,0,0,13,0,0],[0,0,0],""],[[101,100,100,102],[0,0,0,6,7,12,0,0]\#
        ,[0,0,0,0],""],[[101,5925,102],[0,0,1,6,0,0],[0,0,0],"abc"],[[101,5925,3207,102],[0,0,0,9,\#
        12,17,0,0],[0,0,0,0],"abcde"],[[101,1050,5910,2361,7861,2898,102],[0,0,2,3,3,5,5,6,9,11,14\#
        ,18,0,0],[0,0,0,0,0,0,0],"nbsp em wide"],[[101,1037,1038,3729,102],[0,0,0,1,4,5,8,12,0,0],\#
        [0,0,0,0,0],"a b cd"],[[101,2919,102],[0,0,4,7,0,0],[0,0,0],"bad"],[[101,2797,102],[0,0,4,\#
        11,0,0],[0,0,0],"private"],[[101,3730,10536,8458,2368,102],[0,0,0,4,6,8,8,10,10,12,0,0],[0\#
        ,0,0,0,0,0],"softhyphen"],[[101,21628,2047,2240,2709,2615,24475,2546,102],[0,0,0,3,4,7,8,1\#
        2,13,19,20,21,21,24,24,25,0,0],[0,0,0,0,0,0,0,0,0],"tab new line returnvtff"],[[101,16770,\#
        1024,1013,1013,2742,1012,4012,1013,1037,1013,1038,1029,1039,1027,1040,1004,1041,1027,1042,\#
        1001,1043,102],[0,0,0,5,5,6,6,7,7,8,8,15,15,16,16,19,19,20,20,21,21,22,22,23,23,24,24,25,2\#
        5,26,26,27,27,28,28,29,29,30,30,31,31,32,32,33,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0],"https : / / example. com / a / b? c = d & e = f # g"],[[101,5310,1012,2171,1009\#
        ,6415,1030,5653,1012,2742,1012,8917,102],[0,0,0,4,4,5,5,9,9,10,10,13,13,14,14,18,18,19,19,\#
        26,26,27,27,30,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0],"user. name + tag @ mail. example. org"],[\#
        [101,1039,1024,1032,4130,1032,5371,1012,19067,2102,102],[0,0,0,1,1,2,2,3,3,7,7,8,8,12,12,1\#
        3,13,15,15,16,0,0],[0,0,0,0,0,0,0,0,0,0,0],"c : \\ path \\ file. txt"],[[101,1017,1012,154\#
        71,28154,1015,1010,2199,1010,2199,1015,2063,1011,2184,1014,2595,4246,102],[0,0,0,1,1,2,2,5\#
        ,5,7,8,9,9,10,10,13,13,14,14,17,18,19,19,20,20,21,21,23,24,25,25,26,26,28,0,0],[0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0],"3. 14159 1, 000, 000 1e - 10 0xff"],[[101,13138,19961,2575,258\#
        1,2620,21057,12521,22022,26976,2581,2620,21057,102],[0,0,0,3,3,5,5,6,6,7,7,8,8,10,10,12,12\#
        ,14,14,16,16,17,17,18,18,20,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"12345678901234567890"],[[1\#
        01,100,100,1092,1082,102],[0,0,0,6,7,10,11,13,14,16,0,0],[0,0,0,0,0,0],"\u00bd \u00b2"],[[\#
        101,17350,2497,2475,2278,2509,102],[0,0,0,2,2,3,3,4,4,5,5,6,0,0],[0,0,0,0,0,0,0],"a1b2c3"]\#
        ,[[101,29379,1035,3347,1011,8670,2480,102],[0,0,0,3,3,4,4,7,7,8,8,10,10,11,0,0],[0,0,0,0,0\#
        ,0,0,0],"foo _ bar - baz"],[[101,999,999,999,1029,1029,1029,1012,1012,1012,102],[0,0,0,1,1\#
        ,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,0,0],[0,0,0,0,0,0,0,0,0,0,0],"!!!???..."],[[101,1006,1037,1\#
        007,1031,1038,1033,1063,1039,1065,1026,1040,1028,102],[0,0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8\#
        ,8,9,9,10,10,11,11,12,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0],"( a ) [ b ] { c } < d >"],[[101,\#
        1002,2531,1574,12376,27813,2531,1003,1001,6415,1030,2033,1034,1060,1066,1061,1036,1062,103\#
        6,1064,1059,1064,102],[0,0,0,1,1,4,5,8,8,10,11,14,15,18,18,19,20,21,21,24,25,26,26,28,29,3\#
        0,30,31,32,33,33,34,35,36,36,37,37,38,39,40,40,41,41,42,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0],"$ 100 \u20ac50 \u00a35 100 % # tag @ me ^ x ~ y ` z ` | w |"],[[101,15\#
        23,16614,1524,1520,2309,1521,1077,26458,6216,11368,2015,1090,1517,11454,1529,102],[0,0,0,3\#
        ,3,9,9,12,13,16,16,22,22,25,26,28,28,31,31,34,34,37,37,38,38,40,41,44,45,49,50,53,0,0],[0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"\u201c quotes \u201d \u2018 single \u2019 \u00ab guillem\#
        ets \u00bb \u2014 dash \u2026"],[[101,1984,2638,100,100,100,1580,102],[0,0,0,3,3,5,6,9,10,\#
        19,20,23,24,27,0,0],[0,0,0,0,0,0,0,0],"\ufb01ne \u2122"],[[101,1037,1037,1037,102],[0,0,0,\#
        3,4,6,7,8,0,0],[0,0,0,0,0],"a a a"],[[101,101,102,103,100,102],[0,0,0,5,6,11,12,18,19,24,0\#
        ,0],[0,0,0,0,0,0],""],[[101,1037,103,1038,102],[0,0,0,1,1,7,7,8,0,0],[0,0,0,0,0],"a b"],[[\#
        101,1026,1064,2203,15794,10288,2102,1064,1028,1037,1026,1064,2203,15794,10288,2102,1064,10\#
        28,102],[0,0,0,1,1,2,2,5,5,8,8,10,10,11,11,12,12,13,13,14,14,15,15,16,16,19,19,22,22,24,24\#
        ,25,25,26,26,27,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"< | endoftext | > a < | endo\#
        ftext | >"],[[101,1026,1013,1055,1028,1026,4895,2243,1028,102],[0,0,0,1,1,2,2,3,3,4,4,5,5,\#
        7,7,8,8,9,0,0],[0,0,0,0,0,0,0,0,0,0],"< / s > < unk >"],[[101,100,100,102],[0,0,0,10,11,18\#
        ,0,0],[0,0,0,0],""],[[101,3424,10521,4355,7875,13602,3672,12199,2964,1052,2638,2819,17175,\#
        11314,6444,2594,7352,26461,27572,11261,6767,15472,6761,8663,10735,2483,102],[0,0,0,4,4,7,7\#
        ,10,10,12,12,16,16,20,20,25,25,28,29,30,30,32,32,34,34,37,37,40,40,43,43,45,45,48,48,53,53\#
        ,56,56,59,59,61,61,63,63,66,66,69,69,72,72,74,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0],"antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconios\#
        is"],[[101,13360,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,1\#
        1057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,1\#
        1057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,11057,1\#
        1057,11057,11057,11057,11057,11057,102],[0,0,0,3,3,5,5,7,7,9,9,11,11,13,13,15,15,17,17,19,\#
        19,21,21,23,23,25,25,27,27,29,29,31,31,33,33,35,35,37,37,39,39,41,41,43,43,45,45,47,47,49,\#
        49,51,51,53,53,55,55,57,57,59,59,61,61,63,63,65,65,67,67,69,69,71,71,73,73,75,75,77,77,79,\#
        79,81,81,83,83,85,85,87,87,89,89,91,91,93,93,95,95,97,97,99,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"aaaaaaaaaa\#
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\#
        ],[[101,22861,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,1032\#
        2,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,1032\#
        2,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,10322,1032\#
        2,10322,10322,10322,10322,10322,10322,102],[0,0,0,2,2,4,4,6,6,8,8,10,10,12,12,14,14,16,16,\#
        18,18,20,20,22,22,24,24,26,26,28,28,30,30,32,32,34,34,36,36,38,38,40,40,42,42,44,44,46,46,\#
        48,48,50,50,52,52,54,54,56,56,58,58,60,60,62,62,64,64,66,66,68,68,70,70,72,72,74,74,76,76,\#
        78,78,80,80,82,82,84,84,86,86,88,88,90,90,92,92,94,94,96,96,98,98,100,0,0],[0,0,0,0,0,0,0,\#
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]\#
        ,"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\#
        bbbbbbbbbbbb"],[[101,100,102],[0,0,0,101,0,0],[0,0,0],""],[[101,100,102],[0,0,0,300,0,0],[\#
        0,0,0],""],[[101,2773,2773,2773,2773,2773,2773,2773,2773,2773,2773,2773,2773,2773,2773,277\#
        3,2773,2773,2773,2773,2773,102],[0,0,0,4,5,9,10,14,15,19,20,24,25,29,30,34,35,39,40,44,45,\#
        49,50,54,55,59,60,64,65,69,70,74,75,79,80,84,85,89,90,94,95,99,0,0],[0,0,0,0,0,0,0,0,0,0,0\#
        ,0,0,0,0,0,0,0,0,0,0,0],"word word word word word word word word word word word word word \#
        word word word word word word word"],[[101,3816,1904,100,22827,4478,30192,20051,2378,16856\#
        ,29748,29747,100,100,102],[0,0,0,5,6,9,9,12,12,15,15,17,17,20,20,23,23,25,25,27,27,29,29,3\#
        1,32,41,42,49,0,0],[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"mixed \u6f22 kanji\u3068latin\u0440\u0\#
        443\u0441"],[[101,100,100,100,102],[0,0,0,4,4,8,9,12,0,0],[0,0,0,0,0],""],[[101,25212,2063\#
        ,102],[0,0,0,4,6,7,0,0],[0,0,0,0],"eee"],[[101,2240,2487,27427,14088,2062,102],[0,0,0,4,4,\#
        5,8,11,11,16,18,22,0,0],[0,0,0,0,0,0,0],"line1 indented more"],[[101,2123,1521,1056,1146,6\#
        559,102],[0,0,0,3,3,6,6,7,8,10,10,12,0,0],[0,0,0,0,0,0,0],"don \u2019 t \u02bcok"],[[101,1\#
        00,14477,18719,19225,102],[0,0,0,2,3,6,6,9,9,13,0,0],[0,0,0,0,0,0],"unassigned"],[[101,105\#
        3,1055,1055,102],[0,0,0,1,6,9,10,11,0,0],[0,0,0,0,0],"q s s"],[[101,7592,2088,102,2129,202\#
        4,2017,1029,102],[0,0,0,5,6,11,0,0,0,3,4,7,8,11,11,12,0,0],[0,0,0,0,1,1,1,1,1],"hello worl\#
        d how are you?"],[[101,102,1038,102],[0,0,0,0,0,1,0,0],[0,0,1,1],"b"],[[101,1037,102,102],\#
        [0,0,0,1,0,0,0,0],[0,0,0,1],"a"],[[101,2028,2048,2093,102,1015,1016,1017,102],[0,0,0,3,4,7\#
        ,8,13,0,0,0,1,2,3,4,5,0,0],[0,0,0,0,0,1,1,1,1],"one two three 1 2 3"]]\#

        """#
}
