* Données inventées.
clear
input str8 id_sujet str10 date_prelevement byte sexe
⟦"ZZ0017" "12/03/2021" 1
"ZZ0041" "14/03/2021" 2⟧
end

clear
input age sexe str5 cp str4 cim10
⟦34 1 99123 A150
71 2 99200 C341
58 2 99311 I219⟧
end
