//! The words of written dates: month names and signal words, per language.

/// Names of the months per language, January first, parted by spaces; forms of one name (full, inflected, short) are
/// parted by `|`, all in lower case.
pub(super) const MONTHS: &[(&str, &str)] = &[
    (
        "en",
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct \
         november|nov december|dec",
    ),
    (
        "de",
        "januar|jänner|jan|jän februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul august|aug \
         september|sept|sep oktober|okt november|nov dezember|dez",
    ),
    (
        "fr",
        "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept \
         octobre|oct novembre|nov décembre|decembre|déc",
    ),
    (
        "es",
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago \
         septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic",
    ),
    (
        "it",
        "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|sett|set \
         ottobre|ott novembre|nov dicembre|dic",
    ),
    (
        "pt",
        "janeiro|jan fevereiro|fev março|marco|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set \
         outubro|out novembro|nov dezembro|dez",
    ),
    ("ca", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    (
        "nl",
        "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sept|sep \
         oktober|okt november|nov december|dec",
    ),
    (
        "sv",
        "januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sept|sep oktober|okt \
         november|nov december|dec",
    ),
    (
        "da",
        "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep oktober|okt \
         november|nov december|dec",
    ),
    (
        "nb",
        "januar|jan februar|feb mars april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt \
         november|nov desember|des",
    ),
    (
        "fi",
        "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu \
         kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu \
         marraskuuta|marraskuu joulukuuta|joulukuu",
    ),
    (
        "pl",
        "stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze \
         lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź \
         listopada|listopad|lis grudnia|grudzień|gru",
    ),
    (
        "cs",
        "ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen \
         září října|říjen listopadu|listopad prosince|prosinec",
    ),
    (
        "sk",
        "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august \
         septembra|september októbra|október novembra|november decembra|december",
    ),
    (
        "hr",
        "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj \
         kolovoza|kolovoz rujna|rujan listopada|listopad studenoga|studenog|studeni prosinca|prosinac",
    ),
    (
        "hu",
        "január|jan február|febr|feb március|márc április|ápr május|máj június|jún július|júl augusztus|aug \
         szeptember|szept október|okt november|nov december|dec",
    ),
    (
        "ro",
        "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept|sep \
         octombrie|oct noiembrie|nov|noi decembrie|dec",
    ),
    (
        "ru",
        "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн \
         июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт ноября|ноябрь|ноя|нояб \
         декабря|декабрь|дек",
    ),
    (
        "uk",
        "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|кві травня|травень|тра \
         червня|червень|чер липня|липень|лип серпня|серпень|сер вересня|вересень|вер жовтня|жовтень|жов \
         листопада|листопад|лис грудня|грудень|гру",
    ),
    (
        "bg",
        "януари|ян февруари|фев март април|апр май юни юли август|авг септември|сеп октомври|окт ноември|ное \
         декември|дек",
    ),
    (
        "el",
        "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ|μάρ απριλίου|απρίλιος|απρ \
         μαΐου|μαίου|μάιος|μαϊ|μαι|μάι ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ \
         σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ",
    ),
    (
        "tr",
        "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki \
         kasım|kas aralık|ara",
    ),
    (
        "id",
        "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt september|sep oktober|okt \
         november|nov desember|des",
    ),
    (
        "ar",
        "يناير فبراير مارس أبريل|ابريل|إبريل مايو يونيو|يونيه يوليو|يوليه أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر \
         ديسمبر",
    ),
    (
        "he",
        "ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט \
         ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    ),
    (
        "hi",
        "जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर \
         दिसंबर|दिसम्बर",
    ),
    (
        "th",
        "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย \
         ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
    ),
    (
        "sl",
        "januarja|januar|jan februarja|februar|feb marca|marec|mar aprila|april|apr maja|maj junija|junij|jun \
         julija|julij|jul avgusta|avgust|avg septembra|september|sep oktobra|oktober|okt novembra|november|nov \
         decembra|december|dec",
    ),
    (
        "sr",
        "januara|januar|јануара|јануар februara|februar|фебруара|фебруар marta|mart|марта|март \
         aprila|april|априла|април maja|maj|маја|мај juna|jun|јуна|јун jula|jul|јула|јул \
         avgusta|avgust|августа|август septembra|septembar|септембра|септембар oktobra|oktobar|октобра|октобар \
         novembra|novembar|новембра|новембар decembra|decembar|децембра|децембар",
    ),
    (
        "et",
        "jaanuar|jaan veebruar|veebr märts aprill mai juuni juuli august september|sept oktoober|okt november|nov \
         detsember|dets",
    ),
    (
        "lv",
        "janvāris|janvāra|janvārī|janv februāris|februāra|februārī|febr marts|marta|martā aprīlis|aprīļa|aprīlī \
         maijs|maija|maijā jūnijs|jūnija|jūnijā jūlijs|jūlija|jūlijā augusts|augusta|augustā \
         septembris|septembra|septembrī oktobris|oktobra|oktobrī novembris|novembra|novembrī \
         decembris|decembra|decembrī",
    ),
    (
        "lt",
        "sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis \
         liepos|liepa rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis",
    ),
    (
        "ms",
        "januari|jan februari|feb mac april|apr mei jun julai|jul ogos|ogo september|sep oktober|okt november|nov \
         disember|dis",
    ),
    ("fa", "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر"),
    ("ur", "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"),
    (
        "bn",
        "জানুয়ারি|জানুয়ারি|জানুয়ারী|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন \
         জুলাই আগস্ট|অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    ),
    ("mr", "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर"),
    ("ta", "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்"),
    (
        "te",
        "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు \
         నవంబర్|నవంబరు డిసెంబర్|డిసెంబరు",
    ),
];

/// Languages that write the day before the month in `03/05/2024`, whatever the region.
pub(super) const DAY_FIRST: &[&str] = &[
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "gl", "he", "hi", "hr", "id", "it", "lv",
    "mr", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "ta", "te", "th", "tr", "uk", "ur",
    "vi",
];

/// Regions whose English writes the day first.
pub(super) const DAY_FIRST_ENGLISH: &[&str] = &["GB", "IE", "AU", "NZ", "IN", "ZA", "SG", "HK", "NG", "KE", "PK"];

/// Words before a date that make it the date of a change, per language, parted by `|`.
pub(super) const UPDATED: &[(&str, &str)] = &[
    ("en", "updated|modified|edited|revised|reviewed"),
    ("de", "aktualisiert|geändert|stand"),
    ("fr", "mis à jour|modifié"),
    ("es", "actualizado|actualizada|modificado"),
    ("it", "aggiornato|modificato"),
    ("pt", "atualizado"),
    ("nl", "bijgewerkt|gewijzigd"),
    ("sv", "uppdaterad"),
    ("da", "opdateret"),
    ("nb", "oppdatert"),
    ("fi", "päivitetty"),
    ("pl", "aktualizacja|zaktualizowano"),
    ("cs", "aktualizováno"),
    ("sk", "aktualizované"),
    ("sl", "posodobljeno"),
    ("hr", "ažurirano"),
    ("sr", "ажурирано"),
    ("bg", "обновена|актуализирана"),
    ("et", "uuendatud"),
    ("lv", "atjaunots|atjaunināts"),
    ("lt", "atnaujinta"),
    ("ca", "actualitzat"),
    ("ro", "actualizat"),
    ("hu", "frissítve"),
    ("ru", "обновлено|изменено"),
    ("uk", "оновлено"),
    ("el", "ενημέρωση"),
    ("tr", "güncelleme|güncellendi"),
    ("id", "diperbarui"),
    ("ms", "dikemas kini"),
    ("vi", "cập nhật"),
    ("ar", "تحديث"),
    ("he", "עודכן"),
    ("hi", "अपडेट"),
    ("bn", "আপডেট|হালনাগাদ"),
    ("th", "อัปเดต"),
    ("zh", "更新|修改"),
    ("ja", "更新"),
    ("ko", "수정"),
];
