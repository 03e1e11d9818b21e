"""First names and words by which a reader guesses how a person presents.

A guess, overridden by the script's pronouns.
"""

from __future__ import annotations

FEMININE_NAMES = frozenset(
    """
    mara mary maria marie anna anne ann annie hannah emma emily ella ellen elena eleanor elizabeth eliza
    elsie else eva eve evelyn alice alicia amelia amy abigail agnes agatha
    ada adele aisha amina amara ama adaeze ayesha fatima fatou zainab zara leila layla nadia noor nour
    yasmin salma samira rania hala mona dina farah shirin parisa
    priya anjali lakshmi sita radha meera asha indira kavita sunita deepa divya pooja neha aditi ananya
    mei ling xiu hua lan yan li-na xiaomei yuki hana sakura aiko
    keiko akiko emi naomi yoko ji-woo soo-jin min-ji eun-ji linh mai hoa thuy ngoc siti dewi putri ayu
    wangari akinyi njeri zola thandi nomsa lindiwe chiamaka ngozi ifeoma
    ingrid astrid sigrid freya frida greta liv maja elin sofie sofia sophia sophie olga natasha tatiana
    irina ekaterina katya anya svetlana ludmila marta zofia agnieszka
    katarzyna ewa hana jana petra lucia lucie lucy louise luisa laura lauren claire clara chloe charlotte
    caroline catherine kate katie kathleen karen kim julia julie juliet
    juliette jane janet jean jennifer jenny jess jessica joan joanna josephine joy judith june grace
    gwendolen gwen gloria gina georgia genevieve gabriela francesca fiona
    florence flora faith esther erin edith doris dorothy donna diana daisy daphne cora cordelia cecily
    cecilia celia carmen carla camille bridget brigid bella beatrice beatriz
    barbara ava audrey ariel angela andrea alma isabel isabella isla ivy iris irene ida helen helena helga
    hilda holly hope harriet heidi rosa rose rosie rosalind ruth ruby
    rita rachel rebecca regina penelope pearl paula patricia pam ophelia olivia olive nora noelle nina
    nell nancy nadine molly miriam miranda mildred michelle mia melissa matilda
    martha margaret marge maggie madeleine lydia lola lily lillian linda leonora lea kira tess tessa
    teresa theresa thelma sylvia susan sue stella sarah sara sandra sally
    saoirse siobhan niamh aoife victoria vera vanessa violet virginia vivian wendy winnie winifred yvonne
    zoe guadalupe ximena valentina luz paloma pilar lourdes ines consuelo
    """.split()
)
MASCULINE_NAMES = frozenset(
    """
    tom thomas john jon johnny jack jacob james jim jimmy joe joseph joel jonah jonas jonathan josh joshua
    julian jules justin adam adrian al alan albert alec alex alexander
    alexei alfred algernon algy ali amir ahmed ahmad abdul abdullah hassan hussein ibrahim ismail karim
    khalid mahmoud mohamed mohammed muhammad mustafa omar rashid said salim
    tariq yusuf youssef reza darius cyrus arash arjun raj rajesh ravi rahul rohan sanjay vikram vijay amit
    anil ashok dev krishna gopal hari wei jun ming hao lei feng bo chen
    kenji hiroshi takeshi akira haruto kaito ren satoshi taro ichiro min-jun ji-hoon sung-min tuan minh
    duc budi agus putu kwame kofi kojo chidi emeka obinna tunde femi sipho
    thabo mandla juma baraka otieno kamau lars erik eric olaf olav sven bjorn nils anders gustav henrik
    magnus leif ivan boris dmitri sergei vladimir mikhail nikolai pavel
    andrei igor oleg yuri viktor piotr jan janusz tomasz marek jakub josef vaclav istvan laszlo andrew
    andy anthony antonio angelo arthur archie arnold august augustus ben benjamin
    bernard bill billy bob bobby brian bruce bruno carl carlos charles charlie chris christopher clarence
    claude colin daniel dan danny dave david dennis derek diego dominic
    don donald doug douglas duncan earl ed eddie edgar edmund edward edwin eli elias elliot emil enrique
    ernest ethan eugene evan felix fernando finn francis frank franz fred
    frederick gabriel gary george gerald gilbert giovanni glenn gordon graham greg gregory guy hal hamlet
    hank hans harold harry harvey hector henri henry herbert herman horace
    horatio howard hugh hugo ian isaac ishmael jake jason jasper javier jeff jerome jerry jesse jesus
    jorge jose juan kai karl keith ken kenneth kevin kurt kyle lance laurence
    leo leon leonard leopold lewis liam lionel louis lucas luis luke luther malcolm manuel marco marcus
    mario mark martin matteo matthew max maurice melvin michael miguel mike
    miles milo mitch morris moses nathan ned neil nicholas nick nigel noah norman oliver orson oscar otto
    owen pablo paddy patrick paul pedro percy perry pete peter phil philip
    pierre quentin ralph ramon randall ray raymond reginald rex richard rick rob robert roberto robin
    rodrigo roger roland roman romeo ron ronald rory ross roy rudolf rufus
    rupert russell sam samuel saul scott sean seamus sebastian seth sidney simon solomon stan stanley
    stefan stephen steve steven stuart ted terence terry theo theodore tim timothy
    toby todd tony trevor tristan tyler vernon victor vincent virgil wallace walter warren wayne wilbur
    wilfred will william winston wolfgang xavier zachary lane pereira sami samir
    """.split()
)
FEMININE_WORDS = frozenset(
    "woman women girl lady mother mom mum mama grandmother grandma granny aunt sister daughter wife widow"
    " queen princess duchess countess mrs ms miss madam madame nun bride waitress actress hostess witch"
    " goddess maid schoolgirl barmaid stewardess policewoman fisherwoman heroine heiress governess landlady"
    " matron mermaid empress seamstress midwife daughter-in-law niece girlfriend".split()
)
MASCULINE_WORDS = frozenset(
    "man men boy lad gentleman father dad papa grandfather grandpa uncle brother son husband widower king"
    " prince duke count mr sir lord monk groom waiter actor host wizard god butler schoolboy barman steward"
    " policeman fisherman hero landlord emperor priest friar guy bloke fellow nephew boyfriend doorman"
    " fireman postman salesman cowboy stepfather footman manservant bearded".split()
)
