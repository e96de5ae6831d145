"""Everyday words that name no thing: they are never taken for a slip or a compound of a vocabulary word."""

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

# Heads that say "what is left of it" or "a piece of it": the modifier names the thing.
LEFTOVERS = frozenset(
    stems(
        """
        rest rester affald overskud spild stump stumper stykke stykker del dele smuld materiale materialer produkt
        produkter partier parti vare varer emne emner skrot afklip fraklip levn masse mængde mængder fraktion
        """
    )
)
