<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>studio::AccountsController</name>
        <message numerus="yes">
            <source>Tested: works, %n model(s).</source>
            <translation>
                <numerusform>Tested: works, %n model.</numerusform>
                <numerusform>Tested: works, %n models.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::AccountsPage</name>
        <message numerus="yes">
            <source>%n file(s) of providers were left out; nothing else is affected.</source>
            <translation>
                <numerusform>%n file of providers was left out; nothing else is affected.</numerusform>
                <numerusform>%n files of providers were left out; nothing else is affected.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ChoosePage</name>
        <message numerus="yes">
            <source>Nothing picked yet. Tick up to %n model(s) to try them side by side.</source>
            <translation>
                <numerusform>Nothing picked yet. Tick up to %n model to try them side by side.</numerusform>
                <numerusform>Nothing picked yet. Tick up to %n models to try them side by side.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picked: %1</source>
            <translation>
                <numerusform>%n picked: %1</numerusform>
                <numerusform>%n picked: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picked, more do not fit: %1</source>
            <translation>
                <numerusform>%n picked, more do not fit: %1</numerusform>
                <numerusform>%n picked, more do not fit: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n model(s)</source>
            <translation>
                <numerusform>%1 of %n model</numerusform>
                <numerusform>%1 of %n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n model(s)</source>
            <translation>
                <numerusform>%n model</numerusform>
                <numerusform>%n models</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::CodeView</name>
        <message numerus="yes">
            <source>[… %Ln character(s) not shown, Copy takes them along …]</source>
            <translation>
                <numerusform>[… %Ln character not shown, Copy takes them along …]</numerusform>
                <numerusform>[… %Ln characters not shown, Copy takes them along …]</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ColumnsView</name>
        <message numerus="yes">
            <source>%1 of %n column(s) fit side by side</source>
            <translation>
                <numerusform>%1 of %n column fit side by side</numerusform>
                <numerusform>%1 of %n columns fit side by side</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n column(s) fit</source>
            <translation>
                <numerusform>%1 of %n column fit</numerusform>
                <numerusform>%1 of %n columns fit</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::Figures</name>
        <message numerus="yes">
            <source>%n word(s)</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::FoundServerCard</name>
        <message numerus="yes">
            <source>%1, %n model(s)</source>
            <extracomment>An address and how many models are there: "http://127.0.0.1:11434/v1, 3 models"</extracomment>
            <translation>
                <numerusform>%1, %n model</numerusform>
                <numerusform>%1, %n models</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::FoundServersDialog</name>
        <message numerus="yes">
            <source>%n server(s) answered on this computer.</source>
            <translation>
                <numerusform>%n server answered on this computer.</numerusform>
                <numerusform>%n servers answered on this computer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::NetworkPage</name>
        <message numerus="yes">
            <source>%n server(s) contacted since the start:</source>
            <translation>
                <numerusform>%n server contacted since the start:</numerusform>
                <numerusform>%n servers contacted since the start:</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ProofView</name>
        <message numerus="yes">
            <source>Not proven: the program sent %n request(s) instead of one.</source>
            <translation>
                <numerusform>Not proven: the program sent %n request instead of one.</numerusform>
                <numerusform>Not proven: the program sent %n requests instead of one.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunColumn</name>
        <message numerus="yes">
            <source>%n token(s), counted in the cost</source>
            <translation>
                <numerusform>%n token, counted in the cost</numerusform>
                <numerusform>%n tokens, counted in the cost</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunController</name>
        <message numerus="yes">
            <source>%n answer(s) under way</source>
            <translation>
                <numerusform>%n answer under way</numerusform>
                <numerusform>%n answers under way</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunText</name>
        <message numerus="yes">
            <source>%n word(s) arrived and are kept.</source>
            <translation>
                <numerusform>%n word arrived and is kept.</numerusform>
                <numerusform>%n words arrived and are kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The answer was cut off after %n word(s). What arrived is kept.</source>
            <translation>
                <numerusform>The answer was cut off after %n word. What arrived is kept.</numerusform>
                <numerusform>The answer was cut off after %n words. What arrived is kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::TextFolds</name>
        <message numerus="yes">
            <source>%Ln line(s) folded, sent whole</source>
            <extracomment>Stands in the prompt in place of a part that is too long to be shown.</extracomment>
            <translation>
                <numerusform>%Ln line folded, sent whole</numerusform>
                <numerusform>%Ln lines folded, sent whole</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln character(s) folded, sent whole</source>
            <translation>
                <numerusform>%Ln character folded, sent whole</numerusform>
                <numerusform>%Ln characters folded, sent whole</numerusform>
            </translation>
        </message>
    </context>
</TS>
