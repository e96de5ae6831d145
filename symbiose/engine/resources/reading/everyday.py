"""Words that stand apart from the vocabulary: everyday words that name no thing, and common words that are no slip."""

from __future__ import annotations

from symbiose.engine.resources.words import folded, stems

_DANISH = """
aftale aftaler aldrig alene allerede altid anden andet andre arbejde arbejder arbejdet bedre bedst begge behov behøver
bestemt betale betaler blandt bliver blevet bruge bruger brugt brugte burde både cirka daglig dagligt danner
dejlig deres derfor derude derefter desuden disse dygtig efter eftermiddag eftermiddage eget egnet ekstra eller
ellers endnu eneste enkelt enkelte fast faste ferie finde findes finder firma firmaet flere flest fleste flytte
folk fordi foran forbi fordel foregår forhold formiddag formiddage forrige forskellig forskellige forår fredag
fredage frisk fremover første gange gerne givet giver glade glæde godkendt grund gælder gøres gøre hallo handler
have haves havde helst hente hentes hentet hedder henter heraf herfra holde holder hurtig hurtigt hvem hvert
hverdag hverdage hvilke hvilken hvilket hvordan hvorfor hvornår højst igang igen igennem ikke inden indtil
ingen interesse interesseret kalder kaster klarer knap kommer komme kommet koster kontakt kontakte kunne kunde
kunder kvalitet køber ledig ledige leder lidt ligger ligge lille længe længere løbende lørdag lørdage mandag
mandage mange mangel mangler masse masser meget mellem mere mest midten mindre mindst minutter morgen måned måneder
måneden månedlig månedligt måske nemlig nemt noget nogen nogle normalt nuværende nyere næste næsten nærheden
nødvendig omkring omtrent onsdag onsdage opgave opgaver ordne overs overskud overskydende pakket passer penge
perfekt pligt plads prøve prøver rester resten resterende ringe ringer ringet rigtig rigtigt roder rundt sagde
samle samler samlet samme sammen sende sender selskab selv senere senest siden sidst sidste skaffe skaffet
skolen skrive skriver skulle slags slippe slipper sluttede smides smide smider snart sommer sommeren sorteret
spørge spørgsmål starter startede stadig steder stilles stille stoppet store stort større står stykke stykker søger
søges søndag søndage svarer tager tages taget tilbage tilbud tilbyde tilbyder tilbydes tiden tidligere tidspunkt
tirsdag tirsdage tommer torsdag torsdage trænger typisk udenfor udføre udskifte ugentlig ugentligt under uden
undgå vaske vasker varer velkommen vente venter vinter vinteren virker virksomhed virksomheden virksomheder være
været vælge vælger værre årligt årlig årets ældre ønsker ønske ønskes øvrigt åbent åbner nyttigt træffe
mandskab fællesskab samarbejde egenskab egenskaber kendskab skal hvor alle hver man kan kun mod hos ved vel
gang gange tid lige blot ting sted måde mål bede gode godt ny nyt nye gammelt gamle gammel tom tomt tomme sæt hold
brænder hænder kendt holdes
portion portioner hvis fordi dette denne dem ham hende hans deres sine sin sit mine mit min din dit dine jeres
kontoret tlf mail nummer adresse adressen hjælp hjælpe hjælper
vokser vokse voksede spalter spalte spaltet klipper klippe klippet skåret skære skærer lister tanke tanker siver
varm varmt varmere varmer fin fine fint lokal lokalt laver lave lavet slår slå slået høst høsten høsttid halvandet halvanden
industri industrien siddende rolig roligt
spaltes bøg skæv skævt skæve slagteri slagteriet slagterier filter filtre filteret filtret leverandør leverandører leverandøren oplysning oplysninger kilde kilder konto færre læse læser læst programmet tallet tal valgt valg viden sikker sikre sikkert skift skifte
skifter timer rolle roller linjen linje erklæring ville trykker internt interne intern industriel industrielle bringe
bringer filer fil sætning sætninger brancher branche forbindelse forbindelser projekter projekt formand anledning
tænker tænke tænkt koger koge kogt broer bro parker park tester teste mester mestre meste skøn skønt skønne hører høre
hørt beder bygger bygge bygget skabe skaber skabes skabt planen plan planer kode koder frivilligt tabel tabeller
forslag forslaget forslagene opslag opslaget tekst teksten partnerskab partnerskaber partnerskabet etablere etableret
vejledning vejledninger forvejen borgerservice nødvendige nødvendig væksten vækst fristen frist
udendørs fjernet fjerne fjerner grønne poser adskilt spørgeskema rekruttering danske taler tale tales måler målt
selskaber cirkulær cirkulære genveje grundstenen vægt internationalt virksomhedens landet verden verdens dagens natten
sæsonen sæson gerningen levere leverer leveret leveres bestille bestiller bestilling opgaverne modtager
kantine kantinen kantiner skole skoler skoleelever læggende lægges etableres opslagene kladde decimaler
landmand landmænd landmanden landmændene fylder fylde dækker dække lægger lægge
behandling behandle modtage modtagelse modtages aftage aftager rense renser renset rensning renseanlæg ønske
landbrug gården sted stedet anlæg anlægget fabrikken fabrik
træffes trække trækker trænes træner træning træt trætte trådte træde
"""
_ENGLISH = """
about above after afternoon again against almost also always another anyone anything around available because
before being below better between bring called could daily delivered during each either enough every everything
evening false first friday getting given going great hands having helps hours house however interested large later
least leave likely little looking might monday month monthly morning mostly much nearly needed needs never nothing
number offer often other others ourselves people piece pieces picked place please possible quite ready really right
roughly saturday several should since small someone something sometimes still sunday their there these thing things
think those through thursday today tomorrow tuesday under until using usually various weekly wednesday weeks where
which while whole can may might must per pr will take takes
enterprise product products places point points value values times types taker takers market school phone table tables
which while whole willing within without would years yearly
"""
EVERYDAY = frozenset(folded(_DANISH + _ENGLISH))

# Common words that are one or two letters from a word of the vocabulary, and mean themselves: *løbet* is no *løber*.
NO_SLIP = frozenset(
    folded(
        """
går tømt tømmes tømte sparet spare sparer reparation
venner løbet mening huske hvide stand søde vinde bange klare smule stoppe skade syntes vender stilling pænt
kalde boede beslutning black pladser brand skidt projektet lært læste lytter programmer læger låne møller svær
ægteskab forklarer lettere frygt sange siges trist bragt blanding tanken kolde broen grand reelt island lærte
studie dækning fødder banker falske straf danse stationen udstilling synge leger træder afhænger liter stede
borger bonus flugt lasse laves takker blande piller styrer kategori føde konsekvens smage tegnet grave løser
opbakning broder gifte takke vært kongens linjer serier svage blød græsk malet bøde eventuelt moder klager
omsætning opgive skær opløsning beach fortryder bland finger sunde bløde elektriske lander samles brune varde
forbinder officer pille skynd bakterier brødrene klarede skala kategorier parret maleri eksport skove kategorien
kærester læber skilsmisse frygte trick forklarede kæde lidelse opbygning bider tænde flash formåede organiseret
orker slukker travl tåle binde blinde hilse palmer sæde psykologi slave branchen græd living state graven stjal
græde smartphones bitter bølger nåde skræmmer spark forsinkelse oprykning gravet space track bæredygtige lukning
reserveret standse tabet keder opgav poker stationer støj sænk bestil player smelter sokker sæby bonde bønder
havne putte renovering valley stram strækning troende porte slæbe smæk bander banke laser sølle break
forbandelse opdeling pletter stave bunke fælge højhed lækreste piper røret sluge bilder butler loyale varmeste
afvisning bedring blokke bobler blond garden shows kontrast stege værelses belle intens palads twist vides
afkald bøder flyvning inflation pelle shopping sprint arbejdsløs laden protester blandes blank bøjer skræk
slagter stive swing graver legen tower ekspertise krudt kæder split tiende vandring klagede klikker nedrykning
producer sprut bytter kiste melding racing sorter udbygning ædle bitch brunt buret opsætning sneakers snige
britt electronic føder knude snæver spænd belastning grød kvist plottet råds demonstrere folde foragt hære
skønneste floder gross hjælpende sømand charter dykke krænkelse linien roses dragen genkender kanel fæstning
latte pointer barer beats målte plager overtræder postkasse search stream søstrene brønd fejring fjernelse
føderale mærk taste bears brydning føring programmerne tremmer booke bulls staves afføring graves bestyrelsens
buttet ladning lærd muntre skiltning afgrænsning buster kapel krænkelser sending sparekassen tavse topper
afledning flød strå sære besparelse bryggeri bette dekorative missing panda tippet håndskrift indad knuder
langer massen skilsmissen strøg testikler inspektion pedal svæver søsteren hæmmer linker mager bader blæs
koncern myrer pinde plant spins trættende forstander grøft serge tromme vending balle beskatning boble slør
speak programmets styreform bestikkelse kølig omlægning slanke barriere bilde bindes elbil klinger moser
værtshus gamer gardner ligning lutter markering retssystem shades skede skæl towers vandrette blide bunder
kurver pikke skrivning snuppe bæger dykning fjerneste messi stejl tyren baller flanke lønmodtager palæ
sparekasse spirit spæde wilder drille hoover klodset poste returnerer strandene salme sogns travle bladets
hummer hyrde kobler smalt vandrende vinding læner numse kobling linier overnatter syner vandkanten fuller hamrer
healing hospitalets pæle sense syede klode popper stær aflysning brønde frugtbarhed stampe stationerne afhøring
fællesråd ledsagere masten stande absorbere begæring forkyndelse slang hovede irritation køreskole manér
prædikant skrog tapper trampe aflytning hamre låses skilsmisser ground manageren oversatte specialiserer spæd
stalde folke horny konens voldtægter adskilles lamme tolden belægning bidder dekorativ organiseres buler
flyveplads kunster mætte omvæltning placer prinser svede tabes afpresning antydning bredder steak synges
udredning bills elastisk kæle avler beans brite buffer skåner stationsby collage forræder færde palme patch
gamles kamel kongernes logen misse porer samtalerne vinke bajer bække lopper maver oprejsning parring pater
poppen silicon stade træd bells brise lines platte skrænter bugter fleur fordring forkynder smøg svømmetur
anlæggelse maner poter udstykning bakterien blondie forseelse halse loves maple opstigning platt slynge udførsel
brast grams rejsning shade skrap snede spind stime transaktion trolle varmes lodder navle brager dumpet foldes
hunds skate spillemand stile absorberet elektroner wired fjernstyret forstæder lease malin stablet brøl blodårer
brenner istand morer pilates reservere stationens fjernelsen leader legering marsk rille rulles skades stænk
badning blænde bræk buste dress floor liner paladser projektion skuldelev skure stramning tanket værested lader
bank band vagt måling brande oplag påstå skar brat fraser lågen matte tappe
state making black saying living seems shows space player sense break areas ground stand missing cases seeing
officer speak track island spend designed search developed leader lines floor beach grand feels planning
eventually officers produced murder standing brand mental wedding hearing larger served grade spirit birth drugs
garden bitch connection dress joined taste valley tired shopping loves split taylor blame dying shots stores
stream sending threat concerns saving spain scenes latter severe linked reporting broad tries bills racing tower
barely filed finger heading naturally resulting trick reputation processes transition bonus contained flash
gross picking producer roles savings singles copies strategic electrical banned steal cares layer printed medal
sucks drove walter banking painted theater bears boxes monitoring photographs producers shops swing boots drops
infection grave slave collective finishing gates bloody grades larry mature photographer spaces bonds corps
firing concepts cooper boats inspector powder promises reads aaron applies backing charter healing photograph
tasks bearing beats competing permit twist bitter transaction bored laser patch pointing striking meals ranking
trapped battles collecting garbage lease
        """
    )
)

# Heads that say "what is left of it" or "a piece of it": the modifier names the thing.
LEFTOVERS = frozenset(
    stems(
        """
        rest rester affald overskud spild stump stumper stykke stykker del dele smuld materiale materialer produkt
        produkter partier parti vare varer emne emner skrot afklip fraklip levn masse mængde mængder fraktion
        """
    )
)
