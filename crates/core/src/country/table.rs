// Printed by `cargo xtask gen` from the crate `isocountry`, what has been renamed since it was published, and what
// else countries are called.

/// Each country's alpha-3 code with its alpha-2 code behind it, by alpha-3; Kosovo's last.
pub(super) const CODES: &str = "\
    ABWAWAFGAFAGOAOAIAAIALAAXALBALANDADAREAEARGARARMAMASMASATAAQATFTFATGAGAUSAUAUTATAZEAZBDIBIBELBEBENBJ\
    BESBQBFABFBGDBDBGRBGBHRBHBHSBSBIHBABLMBLBLRBYBLZBZBMUBMBOLBOBRABRBRBBBBRNBNBTNBTBVTBVBWABWCAFCFCANCA\
    CCKCCCHECHCHLCLCHNCNCIVCICMRCMCODCDCOGCGCOKCKCOLCOCOMKMCPVCVCRICRCUBCUCUWCWCXRCXCYMKYCYPCYCZECZDEUDE\
    DJIDJDMADMDNKDKDOMDODZADZECUECEGYEGERIERESHEHESPESESTEEETHETFINFIFJIFJFLKFKFRAFRFROFOFSMFMGABGAGBRGB\
    GEOGEGGYGGGHAGHGIBGIGINGNGLPGPGMBGMGNBGWGNQGQGRCGRGRDGDGRLGLGTMGTGUFGFGUMGUGUYGYHKGHKHMDHMHNDHNHRVHR\
    HTIHTHUNHUIDNIDIMNIMINDINIOTIOIRLIEIRNIRIRQIQISLISISRILITAITJAMJMJEYJEJORJOJPNJPKAZKZKENKEKGZKGKHMKH\
    KIRKIKNAKNKORKRKWTKWLAOLALBNLBLBRLRLBYLYLCALCLIELILKALKLSOLSLTULTLUXLULVALVMACMOMAFMFMARMAMCOMCMDAMD\
    MDGMGMDVMVMEXMXMHLMHMKDMKMLIMLMLTMTMMRMMMNEMEMNGMNMNPMPMOZMZMRTMRMSRMSMTQMQMUSMUMWIMWMYSMYMYTYTNAMNA\
    NCLNCNERNENFKNFNGANGNICNINIUNUNLDNLNORNONPLNPNRUNRNZLNZOMNOMPAKPKPANPAPCNPNPERPEPHLPHPLWPWPNGPGPOLPL\
    PRIPRPRKKPPRTPTPRYPYPSEPSPYFPFQATQAREUREROURORUSRURWARWSAUSASDNSDSENSNSGPSGSGSGSSHNSHSJMSJSLBSBSLESL\
    SLVSVSMRSMSOMSOSPMPMSRBRSSSDSSSTPSTSURSRSVKSKSVNSISWESESWZSZSXMSXSYCSCSYRSYTCATCTCDTDTGOTGTHATHTJKTJ\
    TKLTKTKMTMTLSTLTONTOTTOTTTUNTNTURTRTUVTVTWNTWTZATZUGAUGUKRUAUMIUMURYUYUSAUSUZBUZVATVAVCTVCVENVEVGBVG\
    VIRVIVNMVNVUTVUWLFWFWSMWSYEMYEZAFZAZMBZMZWEZWXKXXK";

/// Their short names in every writing that is published, iso-codes' first, end to end.
pub(super) const NAMES: &str = "\
    ArubaAfghanistanAngolaAnguillaÅland IslandsAlbaniaAndorraUnited Arab EmiratesArgentinaArmenia\
    American SamoaAntarcticaFrench Southern TerritoriesAntigua and BarbudaAustraliaAustriaAzerbaijan\
    BurundiBelgiumBeninBonaire, Sint Eustatius and SabaBurkina FasoBangladeshBulgariaBahrainBahamas\
    Bosnia and HerzegovinaSaint BarthélemyBelarusBelizeBermudaBolivia, Plurinational State of\
    Bolivia (Plurinational State of)BrazilBarbadosBrunei DarussalamBhutanBouvet IslandBotswana\
    Central African RepublicCanadaCocos (Keeling) IslandsSwitzerlandChileChinaCôte d'IvoireCameroon\
    Congo, The Democratic Republic of theCongo (Democratic Republic of the)CongoCook IslandsColombia\
    ComorosCabo VerdeCosta RicaCubaCuraçaoChristmas IslandCayman IslandsCyprusCzechiaGermanyDjibouti\
    DominicaDenmarkDominican RepublicAlgeriaEcuadorEgyptEritreaWestern SaharaSpainEstoniaEthiopiaFinland\
    FijiFalkland Islands (Malvinas)FranceFaroe IslandsMicronesia, Federated States of\
    Micronesia (Federated States of)GabonUnited Kingdom\
    United Kingdom of Great Britain and Northern IrelandGeorgiaGuernseyGhanaGibraltarGuineaGuadeloupe\
    GambiaGuinea-BissauEquatorial GuineaGreeceGrenadaGreenlandGuatemalaFrench GuianaGuamGuyanaHong Kong\
    Heard Island and McDonald IslandsHondurasCroatiaHaitiHungaryIndonesiaIsle of ManIndia\
    British Indian Ocean TerritoryIrelandIran, Islamic Republic ofIran (Islamic Republic of)IraqIceland\
    IsraelItalyJamaicaJerseyJordanJapanKazakhstanKenyaKyrgyzstanCambodiaKiribatiSaint Kitts and Nevis\
    Korea, Republic ofKorea (Republic of)KuwaitLao People's Democratic RepublicLebanonLiberiaLibya\
    Saint LuciaLiechtensteinSri LankaLesothoLithuaniaLuxembourgLatviaMacaoSaint Martin (French part)\
    MoroccoMonacoMoldova, Republic ofMoldova (Republic of)MadagascarMaldivesMexicoMarshall Islands\
    North MacedoniaMaliMaltaMyanmarMontenegroMongoliaNorthern Mariana IslandsMozambiqueMauritania\
    MontserratMartiniqueMauritiusMalawiMalaysiaMayotteNamibiaNew CaledoniaNigerNorfolk IslandNigeria\
    NicaraguaNiueNetherlandsNorwayNepalNauruNew ZealandOmanPakistanPanamaPitcairnPeruPhilippinesPalau\
    Papua New GuineaPolandPuerto RicoKorea, Democratic People's Republic of\
    Korea (Democratic People's Republic of)PortugalParaguayPalestine, State ofPalestine (State of)\
    French PolynesiaQatarRéunionRomaniaRussian FederationRwandaSaudi ArabiaSudanSenegalSingapore\
    South Georgia and the South Sandwich IslandsSaint Helena, Ascension and Tristan da Cunha\
    Svalbard and Jan MayenSolomon IslandsSierra LeoneEl SalvadorSan MarinoSomalia\
    Saint Pierre and MiquelonSerbiaSouth SudanSao Tome and PrincipeSurinameSlovakiaSloveniaSweden\
    EswatiniSint Maarten (Dutch part)SeychellesSyrian Arab RepublicTurks and Caicos IslandsChadTogo\
    ThailandTajikistanTokelauTurkmenistanTimor-LesteTongaTrinidad and TobagoTunisiaTürkiyeTuvalu\
    Taiwan, Province of ChinaTaiwan (Province of China)Tanzania, United Republic of\
    Tanzania (United Republic of)UgandaUkraineUnited States Minor Outlying IslandsUruguayUnited States\
    United States of AmericaUzbekistanHoly See (Vatican City State)Holy See\
    Saint Vincent and the GrenadinesVenezuela, Bolivarian Republic ofVenezuela (Bolivarian Republic of)\
    Virgin Islands, BritishVirgin Islands (British)Virgin Islands, U.S.Virgin Islands (U.S.)Viet Nam\
    VanuatuWallis and FutunaSamoaYemenSouth AfricaZambiaZimbabweKosovo";

/// The length of each of [`NAMES`]; 128 more for another writing of the country before.
pub(super) const LENGTHS: [u8; 266] = [
    5, 11, 6, 8, 14, 7, 7, 20, 9, 7, 14, 10, 27, 19, 9, 7, 10, 7, 7, 5, 32, 12, 10, 8, 7, 7, 22, 17, 7, 6, 7, 31, 160,
    6, 8, 17, 6, 13, 8, 24, 6, 23, 11, 5, 5, 14, 8, 37, 162, 5, 12, 8, 7, 10, 10, 4, 8, 16, 14, 6, 7, 7, 8, 8, 7, 18,
    7, 7, 5, 7, 14, 5, 7, 8, 7, 4, 27, 6, 13, 31, 160, 5, 14, 180, 7, 8, 5, 9, 6, 10, 6, 13, 17, 6, 7, 9, 9, 13, 4, 6,
    9, 33, 8, 7, 5, 7, 9, 11, 5, 30, 7, 25, 154, 4, 7, 6, 5, 7, 6, 6, 5, 10, 5, 10, 8, 8, 21, 18, 147, 6, 32, 7, 7, 5,
    11, 13, 9, 7, 9, 10, 6, 5, 26, 7, 6, 20, 149, 10, 8, 6, 16, 15, 4, 5, 7, 10, 8, 24, 10, 10, 10, 10, 9, 6, 8, 7, 7,
    13, 5, 14, 7, 9, 4, 11, 6, 5, 5, 11, 4, 8, 6, 8, 4, 11, 5, 16, 6, 11, 38, 167, 8, 8, 19, 148, 16, 5, 8, 7, 18, 6,
    12, 5, 7, 9, 44, 44, 22, 15, 12, 11, 10, 7, 25, 6, 11, 21, 8, 8, 8, 6, 8, 25, 10, 20, 24, 4, 4, 8, 10, 7, 12, 11,
    5, 19, 7, 8, 6, 25, 154, 28, 157, 6, 7, 36, 7, 13, 152, 10, 29, 136, 32, 33, 162, 23, 152, 20, 149, 8, 7, 17, 5, 5,
    12, 6, 8, 6,
];

/// A row for each country: other names, `=` with codes that are none, and `/` with the marks of its [`FORMS`].
pub(super) const OTHER_NAMES: &str = "\
    ;/C;/@;;Aland|Aaland;/@;/S;UAE|Emirates|United Arab Emirates UAE|=UAE;Argentine Republic|/@;/@;;\
    =ATB|=ATN;French Southern and Antarctic Lands|French Southern and Antarctic Territories|/Y;Antigua;\
    /Q;/@;/@;/@;/A;Dahomey|=DHY|/@;Bonaire, Saint Eustatius and Saba|Caribbean Netherlands|BES Islands;\
    Upper Volta|Burkina|=HVO|/@;/H;=BUL|/@;/A;/Q;Bosnia|/@;/Y;\
    Byelorussia|Belorussia|Byelorussian SSR|Byelorussian Soviet Socialist Republic|=BYS|/@;\
    British Honduras;Bermudas|Bermuda Islands;Bolivia|/@;/E;;\
    Brunei|Nation of Brunei|Nation of Brunei, Abode of Peace;/A;;/@;;;Cocos Islands|Keeling Islands|/Y;\
    Swiss Confederation|=SUI;=CHI|/@;China PR|=PRC|/H;Ivory Coast|/@;/@;\
    DR Congo|Congo DRC|Congo Kinshasa|Zaire|Republic of Zaire|DRC|=DRC|=ZAR;Congo Brazzaville|/@;;/@;/P;\
    Cape Verde|Cape Verde Islands|/@;=CRC|/@;/@;/Y;/Y;;/@;Czech Republic;\
    German Democratic Republic|East Germany|West Germany|=D|=DDR|=GER|/D;\
    French Afars and Issas|French Somaliland|=AFI|/@;/Q;=DEN|/A;;=ALG|/I;/@;/L;/B;\
    Sahrawi Arab Democratic Republic;/A;/@;/G;/@;Fiji Islands|/@;\
    Falkland Islands|Falklands|Falkland Islands Islas Malvinas;\
    French Republic|Metropolitan France|=FXX|/@;Faeroe Islands|Faroes;Micronesia;Gabonese Republic|/@;\
    Great Britain|Britain|UK|Great Britain and Northern Ireland|United Kingdom UK|=UK|=GBD|=GBN|=GBO|=GBP|=GBS|=ENG|=NIR|=SCO|=SCT|=WAL|=WLS;\
    /@;/X;/@;;/@;;/@;/@;/@;Hellenic Republic|=EL|=GRE|/@;;;/@;;;/@M;/Z[;Heard and McDonald Islands;/@;\
    =CRO|/@;/@;/@;=INA|/@;;=SKM|/@;Chagos Archipelago|Chagos Islands;Eire|Irish Republic|/@;\
    Iran|IR Iran|Persia;/@;/@;/B;Italian Republic|/@;;/X;/AV;=JAP;Kazakstan|/@;/@;\
    Kyrgyz Republic|Kirghizia|Kirgizstan|/@;Kampuchea|/A;\
    Independent and Sovereign Republic of Kiribati|=CTE|/@;Saint Christopher and Nevis|Saint Kitts|/W;\
    South Korea|=ROK;=KUW|/B;Laos|Lao PDR;Lebanese Republic|/@;/@;Libyan Arab Jamahiriya|/B;;/S;\
    Ceylon|=SRI|/J;/A;/@;/T;=LAT|/@;Macau|/Z[;Saint Martin|/Y;/A;/S;Moldova|Moldavia;/@;\
    Maldive Islands|/@;United Mexican States;/@;\
    Macedonia|FYR Macedonia|FYROM|Macedonia, the former Yugoslav Republic of|/@;/@;/@;\
    Burma|Myanmar Burma|Socialist Republic of the Union of Burma|=BUR|/@OP;/@;;/Q;/@;/C;;;/@;/@;=MAS;/Y;\
    /@;;/@;/Y;=NGR|/D;/@;;Holland|=NED|/A;/A;=NEP|/AG;Naoero|Pleasant Island|/@;\
    Aotearoa|Aotearoa New Zealand;/U;/C;=PCZ|/@;\
    Pitcairn Islands|Pitcairn Group of Islands|Pitcairn, Henderson, Ducie and Oeno Islands;/@;=PHI|/@;\
    /@;/R;/@;/Q;North Korea|DPR Korea|DPRK;Portuguese Republic|=POR|/@;/@;\
    Palestine|Palestinian Territory, Occupied|Palestinian Territory|Palestinian Territories;;/B;\
    Reunion Island;Rumania|Roumania|=ROM;Russia;Rwandese Republic|/@;Saudi|=KSA|/A;/@;/@;=SIN|/@;\
    South Georgia;Saint Helena;Svalbard and Jan Mayen Islands|Svalbard og Jan Mayen;;/@;/@;\
    Most Serene Republic of San Marino|/@;/@D;;/@;/@;Sao Tome|/F;/@;Slovak Republic|/@;=SLO|/@;/A;\
    Swaziland|Swaziland Eswatini|/A;\
    Sint Maarten|Saint Maarten|Saint Maarten Dutch part|Saint Martin Dutch part;/@;Syria;;/@;\
    Togolese Republic|/@;Siam|/A;/@;;;East Timor|=TMP|/F;/A;Trinidad|/@;Tunisian Republic|/@;\
    Turkey|Turkey Turkiye|/@;;Taiwan|Republic of China|Taiwan Republic of China|Chinese Taipei|=TPE|/Z;\
    Tanzania;/@;;\
    US Minor Outlying Islands|US Outlying Islands|Wake Island|Midway Islands|Johnston Island|=JTN|=MID|=PUS|=WAK;\
    =URU|/@N;USA|US|United States of America USA|United States US|United States USA;/@;\
    Vatican|Vatican City|Vatican City State|Holy See Vatican City;Saint Vincent;\
    Venezuela|Venezuela RB|/@;;United States Virgin Islands;\
    Democratic Republic of Viet Nam|=VDR|=VIE|/K;New Hebrides|=NHB|/@;Wallis and Futuna Islands|/Y;\
    Western Samoa|/R;Yemeni Republic|People's Democratic Republic of Yemen|=YMD|/@;=RSA|/@;/@;\
    Rhodesia|Southern Rhodesia|=RHO|=ZIM|/@;=RKS|=UNK|=KOS|=KSV|=KVX|=XKK|=XKO|/@;";

/// The words of official forms, a row for each mark from `@` on.
pub(super) const FORMS: &str = "\
    Republic of;Kingdom of;State of;Islamic Republic of;Federal Republic of;Federative Republic of;\
    Democratic Republic of;Federal Democratic Republic of;People's Republic of;\
    People's Democratic Republic of;Democratic Socialist Republic of;Socialist Republic of;\
    Arab Republic of;Co-operative Republic of;Eastern Republic of|Oriental Republic of;\
    Republic of the Union of;Union of;Commonwealth of;Independent State of;Principality of;\
    Grand Duchy of;Sultanate of;Hashemite Kingdom of;Federation of;Bailiwick of;\
    Territory of|Collectivity of|Country of|Department of;China;\
    SAR|SAR China|Special Administrative Region|Special Administrative Region of China|Special Administrative Region of the People's Republic of China;";
