extension WindowsZone {
    // Facts from CLDR's windowsZones.xml (Unicode, Inc.), territory 001 first, then other zones
    // that people live in, under their old and new names:
    // <https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml>
    /// One line for each Windows zone: its id, then the IANA zones that share its rules today.
    static let table = """
        Dateline Standard Time: Etc/GMT+12
        UTC-11: Etc/GMT+11 Pacific/Pago_Pago Pacific/Niue Pacific/Midway
        Aleutian Standard Time: America/Adak
        Hawaiian Standard Time: Pacific/Honolulu Pacific/Rarotonga Pacific/Tahiti Etc/GMT+10
        Marquesas Standard Time: Pacific/Marquesas
        Alaskan Standard Time: America/Anchorage America/Juneau America/Nome America/Sitka America/Yakutat
        UTC-09: Etc/GMT+9 Pacific/Gambier
        Pacific Standard Time (Mexico): America/Tijuana
        UTC-08: Etc/GMT+8 Pacific/Pitcairn
        Pacific Standard Time: America/Los_Angeles America/Vancouver
        US Mountain Standard Time: America/Phoenix America/Creston America/Dawson_Creek America/Hermosillo Etc/GMT+7
        Mountain Standard Time (Mexico): America/Mazatlan
        Mountain Standard Time: America/Denver America/Edmonton America/Boise America/Ciudad_Juarez
        Yukon Standard Time: America/Whitehorse America/Dawson
        Central America Standard Time: America/Guatemala America/Belize America/Costa_Rica Pacific/Galapagos \
            America/Tegucigalpa America/Managua America/El_Salvador Etc/GMT+6
        Central Standard Time: America/Chicago America/Winnipeg America/Matamoros America/Menominee
        Easter Island Standard Time: Pacific/Easter
        Central Standard Time (Mexico): America/Mexico_City America/Monterrey America/Merida America/Chihuahua
        Canada Central Standard Time: America/Regina America/Swift_Current
        SA Pacific Standard Time: America/Bogota America/Rio_Branco America/Guayaquil America/Jamaica America/Cayman \
            America/Panama America/Lima Etc/GMT+5
        Eastern Standard Time (Mexico): America/Cancun
        Eastern Standard Time: America/New_York America/Nassau America/Toronto America/Detroit America/Louisville
        Haiti Standard Time: America/Port-au-Prince
        Cuba Standard Time: America/Havana
        US Eastern Standard Time: America/Indiana/Indianapolis America/Indianapolis
        Turks And Caicos Standard Time: America/Grand_Turk
        Paraguay Standard Time: America/Asuncion
        Atlantic Standard Time: America/Halifax Atlantic/Bermuda America/Moncton America/Thule
        Venezuela Standard Time: America/Caracas
        Central Brazilian Standard Time: America/Cuiaba America/Campo_Grande
        SA Western Standard Time: America/La_Paz America/Manaus America/Puerto_Rico America/Santo_Domingo \
            America/Barbados America/Curacao America/Guyana America/Martinique America/Port_of_Spain Etc/GMT+4
        Pacific SA Standard Time: America/Santiago
        Newfoundland Standard Time: America/St_Johns
        Tocantins Standard Time: America/Araguaina
        E. South America Standard Time: America/Sao_Paulo
        SA Eastern Standard Time: America/Cayenne America/Fortaleza America/Belem America/Recife America/Paramaribo \
            Atlantic/Stanley Etc/GMT+3
        Argentina Standard Time: America/Argentina/Buenos_Aires America/Buenos_Aires America/Argentina/Cordoba
        Greenland Standard Time: America/Nuuk America/Godthab
        Montevideo Standard Time: America/Montevideo
        Magallanes Standard Time: America/Punta_Arenas
        Saint Pierre Standard Time: America/Miquelon
        Bahia Standard Time: America/Bahia
        UTC-02: Etc/GMT+2 America/Noronha Atlantic/South_Georgia
        Azores Standard Time: Atlantic/Azores
        Cape Verde Standard Time: Atlantic/Cape_Verde Etc/GMT+1
        UTC: Etc/UTC UTC Etc/GMT GMT
        GMT Standard Time: Europe/London Europe/Dublin Europe/Lisbon Atlantic/Canary Atlantic/Madeira Europe/Guernsey \
            Europe/Jersey
        Greenwich Standard Time: Atlantic/Reykjavik Africa/Abidjan Africa/Accra Africa/Dakar Africa/Monrovia
        Sao Tome Standard Time: Africa/Sao_Tome
        Morocco Standard Time: Africa/Casablanca Africa/El_Aaiun
        W. Europe Standard Time: Europe/Berlin Europe/Amsterdam Europe/Andorra Europe/Luxembourg Europe/Malta \
            Europe/Monaco Europe/Oslo Europe/Rome Europe/Stockholm Europe/Vaduz Europe/Vienna Europe/Zurich
        Central Europe Standard Time: Europe/Budapest Europe/Belgrade Europe/Bratislava Europe/Ljubljana Europe/Prague \
            Europe/Tirane
        Romance Standard Time: Europe/Paris Europe/Brussels Europe/Copenhagen Europe/Madrid
        Central European Standard Time: Europe/Warsaw Europe/Sarajevo Europe/Skopje Europe/Zagreb
        W. Central Africa Standard Time: Africa/Lagos Africa/Algiers Africa/Luanda Africa/Kinshasa Africa/Tunis \
            Etc/GMT-1
        Jordan Standard Time: Asia/Amman
        GTB Standard Time: Europe/Bucharest Europe/Athens Asia/Nicosia
        Middle East Standard Time: Asia/Beirut
        Egypt Standard Time: Africa/Cairo
        E. Europe Standard Time: Europe/Chisinau
        Syria Standard Time: Asia/Damascus
        West Bank Standard Time: Asia/Hebron Asia/Gaza
        South Africa Standard Time: Africa/Johannesburg Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lusaka \
            Africa/Maputo Etc/GMT-2
        FLE Standard Time: Europe/Kyiv Europe/Kiev Europe/Helsinki Europe/Mariehamn Europe/Riga Europe/Sofia \
            Europe/Tallinn Europe/Vilnius
        Israel Standard Time: Asia/Jerusalem
        South Sudan Standard Time: Africa/Juba
        Kaliningrad Standard Time: Europe/Kaliningrad
        Sudan Standard Time: Africa/Khartoum
        Libya Standard Time: Africa/Tripoli
        Namibia Standard Time: Africa/Windhoek
        Arabic Standard Time: Asia/Baghdad
        Turkey Standard Time: Europe/Istanbul
        Arab Standard Time: Asia/Riyadh Asia/Bahrain Asia/Kuwait Asia/Qatar Asia/Aden
        Belarus Standard Time: Europe/Minsk
        Russian Standard Time: Europe/Moscow Europe/Kirov Europe/Simferopol
        E. Africa Standard Time: Africa/Nairobi Africa/Addis_Ababa Africa/Dar_es_Salaam Africa/Kampala \
            Africa/Mogadishu Indian/Antananarivo Etc/GMT-3
        Iran Standard Time: Asia/Tehran
        Arabian Standard Time: Asia/Dubai Asia/Muscat Etc/GMT-4
        Astrakhan Standard Time: Europe/Astrakhan Europe/Ulyanovsk
        Azerbaijan Standard Time: Asia/Baku
        Russia Time Zone 3: Europe/Samara
        Mauritius Standard Time: Indian/Mauritius Indian/Reunion Indian/Mahe
        Saratov Standard Time: Europe/Saratov
        Georgian Standard Time: Asia/Tbilisi
        Volgograd Standard Time: Europe/Volgograd
        Caucasus Standard Time: Asia/Yerevan
        Afghanistan Standard Time: Asia/Kabul
        West Asia Standard Time: Asia/Tashkent Asia/Almaty Asia/Ashgabat Asia/Dushanbe Asia/Samarkand Indian/Maldives \
            Etc/GMT-5
        Ekaterinburg Standard Time: Asia/Yekaterinburg
        Pakistan Standard Time: Asia/Karachi
        Qyzylorda Standard Time: Asia/Qyzylorda
        India Standard Time: Asia/Kolkata Asia/Calcutta
        Sri Lanka Standard Time: Asia/Colombo
        Nepal Standard Time: Asia/Kathmandu Asia/Katmandu
        Central Asia Standard Time: Asia/Bishkek Asia/Urumqi Indian/Chagos Etc/GMT-6
        Bangladesh Standard Time: Asia/Dhaka Asia/Thimphu
        Omsk Standard Time: Asia/Omsk
        Myanmar Standard Time: Asia/Yangon Asia/Rangoon Indian/Cocos
        SE Asia Standard Time: Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta Asia/Phnom_Penh Asia/Saigon Asia/Vientiane \
            Etc/GMT-7
        Altai Standard Time: Asia/Barnaul
        W. Mongolia Standard Time: Asia/Hovd
        North Asia Standard Time: Asia/Krasnoyarsk Asia/Novokuznetsk
        N. Central Asia Standard Time: Asia/Novosibirsk
        Tomsk Standard Time: Asia/Tomsk
        China Standard Time: Asia/Shanghai Asia/Hong_Kong Asia/Macau
        North Asia East Standard Time: Asia/Irkutsk
        Singapore Standard Time: Asia/Singapore Asia/Brunei Asia/Kuala_Lumpur Asia/Makassar Asia/Manila Etc/GMT-8
        W. Australia Standard Time: Australia/Perth
        Taipei Standard Time: Asia/Taipei
        Ulaanbaatar Standard Time: Asia/Ulaanbaatar
        Aus Central W. Standard Time: Australia/Eucla
        Transbaikal Standard Time: Asia/Chita
        Tokyo Standard Time: Asia/Tokyo Asia/Dili Asia/Jayapura Pacific/Palau Etc/GMT-9
        North Korea Standard Time: Asia/Pyongyang
        Korea Standard Time: Asia/Seoul
        Yakutsk Standard Time: Asia/Yakutsk Asia/Khandyga
        Cen. Australia Standard Time: Australia/Adelaide Australia/Broken_Hill
        AUS Central Standard Time: Australia/Darwin
        E. Australia Standard Time: Australia/Brisbane Australia/Lindeman
        AUS Eastern Standard Time: Australia/Sydney Australia/Melbourne
        West Pacific Standard Time: Pacific/Port_Moresby Pacific/Guam Pacific/Saipan Etc/GMT-10
        Tasmania Standard Time: Australia/Hobart Antarctica/Macquarie
        Vladivostok Standard Time: Asia/Vladivostok Asia/Ust-Nera
        Lord Howe Standard Time: Australia/Lord_Howe
        Bougainville Standard Time: Pacific/Bougainville
        Russia Time Zone 10: Asia/Srednekolymsk
        Magadan Standard Time: Asia/Magadan
        Norfolk Standard Time: Pacific/Norfolk
        Sakhalin Standard Time: Asia/Sakhalin
        Central Pacific Standard Time: Pacific/Guadalcanal Pacific/Efate Pacific/Noumea Etc/GMT-11
        Russia Time Zone 11: Asia/Kamchatka Asia/Anadyr
        New Zealand Standard Time: Pacific/Auckland Antarctica/McMurdo
        UTC+12: Etc/GMT-12 Pacific/Tarawa Pacific/Majuro Pacific/Nauru Pacific/Wake
        Fiji Standard Time: Pacific/Fiji
        Chatham Islands Standard Time: Pacific/Chatham
        UTC+13: Etc/GMT-13 Pacific/Fakaofo
        Tonga Standard Time: Pacific/Tongatapu
        Samoa Standard Time: Pacific/Apia
        Line Islands Standard Time: Pacific/Kiritimati Etc/GMT-14
        """
}
