"""Points in, prose out: each case exact to the letter."""

from hld_portal.reports.drafting.inputs import Counts, Instrument
from tests.reports.drafting.make import (
    DRAFT,
    commitment,
    gap,
    message,
    practice,
    proposal,
    recommend,
    table,
)

# name, table, lines of the draft (a paragraph or an item each)
CASES = [
    (
        "nobody contributed",
        table((0, 0, 0)),
        [
            (
                "No submissions that may be cited were received for the second round table, on the "
                "rights of migrants."
            ),
        ],
    ),
    (
        "nobody contributed to an event without theme",
        table((0, 0, 0), number=None, title="The hearings with civil society", theme=""),
        [
            ("No submissions that may be cited were received for the hearings with civil society."),
        ],
    ),
    (
        "one submission",
        table((1, 0, 0)),
        [
            (
                "The second round table considered the rights of migrants. It drew on one "
                "submission, from a Member State."
            ),
        ],
    ),
    (
        "two from one group",
        table((0, 2, 0)),
        [
            (
                "The second round table considered the rights of migrants. It drew on two "
                "submissions, both from civil society."
            ),
        ],
    ),
    (
        "words below ten",
        table((3, 5, 1)),
        [
            (
                "The second round table considered the rights of migrants. It drew on nine "
                "submissions: three from Member States, five from civil society and one from "
                "another participant."
            ),
        ],
    ),
    (
        "figures throughout from ten",
        table((1, 11, 0)),
        [
            (
                "The second round table considered the rights of migrants. It drew on 12 "
                "submissions: 1 from a Member State and 11 from civil society."
            ),
        ],
    ),
    (
        "a theme that begins with a gerund",
        table((12, 0, 0), number=3, theme="Strengthening partnerships and cooperation."),
        [
            (
                "The third round table was devoted to strengthening partnerships and cooperation. "
                "It drew on 12 submissions, all from Member States."
            ),
        ],
    ),
    (
        "an event without number",
        table(
            (4, 5, 0), number=None, title="the panel discussion", theme="The costs of recruitment"
        ),
        [
            (
                "The panel discussion considered the costs of recruitment. It drew on nine "
                "submissions: four from Member States and five from civil society."
            ),
        ],
    ),
    (
        "a group statement",
        table((9, 0, 0), group_statements=(27,)),
        [
            (
                "The second round table considered the rights of migrants. It drew on nine "
                "submissions, all from Member States. One of the submissions by Member States was "
                "made on behalf of a group of 27 States."
            ),
        ],
    ),
    (
        "two group statements",
        table((9, 6, 0), group_statements=(9, 14)),
        [
            (
                "The second round table considered the rights of migrants. It drew on 15 "
                "submissions: 9 from Member States and 6 from civil society. Two of the submissions"
                " by Member States were made on behalf of groups of 14 and 9 States, respectively."
            ),
        ],
    ),
    (
        "more submissions than contributors",
        table((4, 5, 0), message("wages are paid late", (0, 5), "12"), submissions=Counts(6, 5)),
        [
            (
                "The second round table considered the rights of migrants. It drew on 11 "
                "submissions: 6 from Member States and 5 from civil society."
            ),
            (
                "All civil society organizations observed that wages are paid late (see resolution "
                "68/4, annex, para. 12)."
            ),
        ],
    ),
    (
        "figures in small groups",
        table((3, 2, 1), message("wages are paid late", (2, 1, 1), "12")),
        [
            (
                "The second round table considered the rights of migrants. It drew on six "
                "submissions: three from Member States, two from civil society and one from another"
                " participant."
            ),
            (
                "The one other participant, two of the three Member States and one of the two civil"
                " society organizations observed that wages are paid late (see resolution 68/4, "
                "annex, para. 12)."
            ),
        ],
    ),
    (
        "all of a small group",
        table((2, 11, 0), message("wages are paid late", (2, 0), "12")),
        [
            (
                "The second round table considered the rights of migrants. It drew on 13 "
                "submissions: 2 from Member States and 11 from civil society."
            ),
            (
                "The two Member States observed that wages are paid late (see resolution 68/4, "
                "annex, para. 12)."
            ),
        ],
    ),
    (
        "groups that agree are participants",
        table((12, 12, 0), message("wages are paid late", (8, 9), "12")),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most participants observed that wages are paid late (see resolution 68/4, annex, "
                "para. 12)."
            ),
        ],
    ),
    (
        "a concern",
        table((12, 12, 0), message("Wages are paid late.", (1, 0), "12", concern=True)),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "One Member State cautioned that wages are paid late (see resolution 68/4, annex, "
                "para. 12)."
            ),
        ],
    ),
    (
        "alike speakers share a sentence",
        table(
            (12, 12, 0),
            message("wages are paid late", (0, 6), "12"),
            message("dormitories are locked at night", (0, 5), "12"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Many civil society organizations observed that wages are paid late and that "
                "dormitories are locked at night (see resolution 68/4, annex, para. 12)."
            ),
        ],
    ),
    (
        "one and one are not drawn together",
        table(
            (12, 12, 0),
            message("wages are paid late", (1, 0), "12"),
            message("dormitories are locked", (1, 0), "12"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "One Member State observed that dormitories are locked (see resolution 68/4, annex,"
                " para. 12). One delegation noted that wages are paid late."
            ),
        ],
    ),
    (
        "dissent is paired whoever names it",
        table(
            (12, 12, 0),
            message("seasonal schemes work", (2, 0), "14", key="a", contrasts_with="b"),
            message("seasonal schemes divide workers", (0, 9), "14", key="b"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most civil society organizations observed that seasonal schemes divide workers, "
                "while some Member States noted that seasonal schemes work (see resolution 68/4, "
                "annex, para. 14)."
            ),
        ],
    ),
    (
        "dissent on another paragraph cites both",
        table(
            (12, 12, 0),
            message("seasonal schemes work", (7, 0), "14", key="a"),
            message("they divide workers", (0, 2), "15", key="b", contrasts_with="a"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States observed that seasonal schemes work (see resolution 68/4, "
                "annex, para. 14), while some civil society organizations noted that they divide "
                "workers (para. 15)."
            ),
        ],
    ),
    (
        "two dissenters",
        table(
            (12, 12, 0),
            message("seasonal schemes work", (7, 0), "14", key="a"),
            message("they divide workers", (0, 2), "14", key="b", contrasts_with="a"),
            message("they cost too much", (1, 0), "14", key="c", contrasts_with="a", concern=True),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States observed that seasonal schemes work, while some civil society "
                "organizations noted that they divide workers and one Member State cautioned that "
                "they cost too much (see resolution 68/4, annex, para. 14)."
            ),
        ],
    ),
    (
        "a run on one paragraph cites it once",
        table(
            (12, 12, 0),
            message("wages are paid late", (0, 7), "12"),
            message("dormitories are locked", (4, 0), "12"),
            message("complaints are not heard", (1, 2), "13"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most civil society organizations observed that wages are paid late (see resolution"
                " 68/4, annex, para. 12). Many Member States noted that dormitories are locked. In "
                "the view of some civil society organizations and one Member State, complaints are "
                "not heard (para. 13)."
            ),
        ],
    ),
    (
        "practices in one series",
        table(
            (12, 12, 0),
            practice("one-stop centres for returning workers", (1,), "12"),
            practice("a weekly list of fees, by corridor", (1,), "13"),
            practice("Night shelters", (1,), "12"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Among the practices presented were night shelters; one-stop centres for returning "
                "workers; and a weekly list of fees, by corridor (see resolution 68/4, annex, "
                "paras. 12 and 13)."
            ),
        ],
    ),
    (
        "one plural practice",
        table((12, 12, 0), practice("Evening classes in the ports", (1,), "12")),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Among the practices presented were evening classes in the ports (see resolution "
                "68/4, annex, para. 12)."
            ),
        ],
    ),
    (
        "commitments in one series",
        table(
            (12, 12, 0),
            commitment("open a legal aid office in each border town", (1,), "13"),
            commitment("to halve recruitment fees", (3,), "12"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Commitments were announced to halve recruitment fees (some Member States; see "
                "resolution 68/4, annex, para. 12) and to open a legal aid office in each border "
                "town (one Member State; para. 13)."
            ),
        ],
    ),
    (
        "one commitment",
        table((12, 12, 0), commitment("open a legal aid office", (2,), "13")),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Some Member States announced that they would open a legal aid office (see "
                "resolution 68/4, annex, para. 13)."
            ),
        ],
    ),
    (
        "gaps of alike and of other speakers",
        table(
            (12, 12, 0),
            gap("migrants with disabilities", (0, 2)),
            gap("stateless children", (0, 3)),
            gap("the costs of return", (1, 0)),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Some civil society organizations noted that the Declaration did not address "
                "stateless children or migrants with disabilities, and one Member State that it did"
                " not address the costs of return."
            ),
        ],
    ),
    (
        "many gaps",
        table(
            (12, 12, 0),
            gap("migrants with disabilities", (0, 2)),
            gap("stateless children", (0, 5)),
            gap("the costs of return", (1, 0)),
            gap("ILO standards", (1, 0), "12"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "It was noted that the Declaration did not address ILO standards (one Member State;"
                " see resolution 68/4, annex, para. 12), stateless children (many civil society "
                "organizations), migrants with disabilities (some civil society organizations) or "
                "the costs of return (one Member State)."
            ),
        ],
    ),
    (
        "language proposals",
        table(
            (12, 12, 0),
            proposal("all migrants", "migrant workers", (1, 0), "12"),
            proposal("", "where appropriate", (0, 6), "13"),
            proposal("and girls", "", (2, 0), "12"),
            instrument=DRAFT,
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Many civil society organizations proposed deleting “where appropriate” from "
                "paragraph 13. Some Member States suggested adding “and girls” to paragraph 12. One"
                " Member State proposed replacing “migrant workers” by “all migrants” in paragraph "
                "12."
            ),
        ],
    ),
    (
        "recommendations in one band",
        table(
            (12, 12, 0),
            recommend("Governments", "Ratify the convention;", (0, 7), "12"),
            recommend("Governments", "end detention", (0, 8), "13"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "With regard to paragraphs 12 and 13 of the Declaration (resolution 68/4, annex), "
                "most civil society organizations recommended that Governments:"
            ),
            "(a) End detention;",
            "(b) Ratify the convention.",
        ],
    ),
    (
        "recommendations in different bands",
        table(
            (12, 12, 0),
            recommend("Governments", "ratify the convention", (0, 7), "12"),
            recommend("Governments", "end detention", (1, 5), "13"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "With regard to paragraphs 12 and 13 of the Declaration (resolution 68/4, annex), "
                "it was recommended that Governments:"
            ),
            "(a) Ratify the convention (most civil society organizations);",
            "(b) End detention (many civil society organizations and one Member State).",
        ],
    ),
    (
        "one Member State each",
        table(
            (12, 12, 0),
            recommend("Governments", "ratify the convention", (1, 0)),
            recommend("Governments", "end detention", (1, 0)),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            "It was recommended that Governments:",
            "(a) End detention (one Member State);",
            "(b) Ratify the convention (one Member State).",
        ],
    ),
    (
        "a list of one is a sentence",
        table(
            (12, 12, 0),
            recommend("Employers and recruiters", "pay the costs of recruitment", (1, 9), "14"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most civil society organizations and one Member State recommended that employers "
                "and recruiters pay the costs of recruitment (see resolution 68/4, annex, para. "
                "14)."
            ),
        ],
    ),
    (
        "single recommendations vary the verb",
        table(
            (12, 12, 0),
            recommend("Governments", "end detention", (8, 0), "13"),
            recommend("the United Nations system", "not duplicate structures", (2, 0), "15"),
            recommend("", "publish wages", (0, 1), "14"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States recommended that Governments end detention (see resolution "
                "68/4, annex, para. 13). Some Member States called upon the United Nations system "
                "not to duplicate structures (para. 15). One civil society organization recommended"
                " action to publish wages (para. 14)."
            ),
        ],
    ),
    (
        "lists for two addressees",
        table(
            (12, 12, 0),
            recommend("Governments", "end detention", (8, 0), "13"),
            recommend("Governments", "ratify the convention", (9, 0), "13"),
            recommend("employers", "pay on time", (0, 2), "14"),
            recommend("employers", "keep no passports", (0, 4), "14"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "With regard to paragraph 13 of the Declaration (resolution 68/4, annex), most "
                "Member States recommended that Governments:"
            ),
            "(a) Ratify the convention;",
            "(b) End detention.",
            (
                "With regard to paragraph 14 of the Declaration, it was also recommended that "
                "employers:"
            ),
            "(a) Keep no passports (many civil society organizations);",
            "(b) Pay on time (some civil society organizations).",
        ],
    ),
    (
        "a list without addressee",
        table(
            (12, 12, 0),
            recommend("", "end detention", (8, 0), "13"),
            recommend("", "not deport witnesses", (2, 0), "13"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "With regard to paragraph 13 of the Declaration (resolution 68/4, annex), the "
                "following action was recommended:"
            ),
            "(a) To end detention (most Member States);",
            "(b) Not to deport witnesses (some Member States).",
        ],
    ),
    (
        "quotations stay as they are",
        table(
            (12, 12, 0),
            message("We have waited long enough!", (0, 1), "12", verbatim=True),
            message("Les frais sont trop élevés.", (1, 0), "14", language="fr"),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            "The following views were expressed:",
            (
                "(a) “Les frais sont trop élevés.” (one Member State; in French; see resolution "
                "68/4, annex, para. 14);"
            ),
            "(b) “We have waited long enough!” (one civil society organization; para. 12).",
        ],
    ),
    (
        "one quotation is a sentence",
        table(
            (12, 12, 0),
            message("wages are paid late", (7, 0), "12"),
            message("labour is organised by e-mail", (0, 1), verbatim=True),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States observed that wages are paid late (see resolution 68/4, annex, "
                "para. 12)."
            ),
            (
                "The following view was also expressed by one civil society organization: “labour "
                "is organised by e-mail”."
            ),
        ],
    ),
    (
        "paragraphs of two instruments",
        table(
            (12, 12, 0),
            message("wages are paid late", (7, 0), "12 13 14 P:5"),
            message("dormitories are locked", (0, 2), "P:6"),
            other_instruments=(Instrument("the Programme of Action", "A/CONF.171/13", "P"),),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States observed that wages are paid late (see resolution 68/4, annex, "
                "paras. 12-14; see also A/CONF.171/13, para. 5). Some civil society organizations "
                "noted that dormitories are locked (A/CONF.171/13, para. 6)."
            ),
        ],
    ),
    (
        "already cited in the report",
        table((12, 12, 0), message("wages are paid late", (7, 0), "9 12"), already_cited=True),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            "Most Member States observed that wages are paid late (paras. 9 and 12).",
        ],
    ),
    (
        "nobody citable is left out",
        table(
            (12, 12, 0),
            message("wages are paid late", (7, 0), "12"),
            message("this was declined", (0, 0), "12"),
            recommend("Governments", " … ", (1, 0)),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most Member States observed that wages are paid late (see resolution 68/4, annex, "
                "para. 12)."
            ),
        ],
    ),
    (
        "far subjects part, the widest shared first",
        table(
            (12, 12, 0),
            message(
                "the fees of recruiters absorb up to a year of wages in some corridors and are rarely paid back",
                (2, 7),
                "9",
            ),
            message(
                "wages are paid late or not at all where no inspector has the right to enter a workplace",
                (3, 1),
                "9",
            ),
            message(
                "children who cross borders alone wait for months until a guardian is appointed",
                (8, 9),
                "13",
            ),
            message(
                "families are parted when the permit of one of them runs out before that of the others",
                (0, 5),
                "13",
            ),
        ),
        [
            (
                "The second round table considered the rights of migrants. It drew on 24 "
                "submissions: 12 from Member States and 12 from civil society."
            ),
            (
                "Most participants observed that children who cross borders alone wait for months "
                "until a guardian is appointed (see resolution 68/4, annex, para. 13). Many civil "
                "society organizations noted that families are parted when the permit of one of "
                "them runs out before that of the others."
            ),
            (
                "In the view of most civil society organizations and some Member States, the fees "
                "of recruiters absorb up to a year of wages in some corridors and are rarely paid "
                "back (para. 9). Some Member States and one civil society organization observed "
                "that wages are paid late or not at all where no inspector has the right to enter a"
                " workplace."
            ),
        ],
    ),
]
