<#list parts as part>
${part.words.greeting}

${part.title}
<#if escalated>
${part.words.deputy}
</#if>
<#list part.items as item>

* ${item.kind}（${item.purpose}）
  ${part.words.subject}: ${item.name}
  ${part.words.window}: ${item.window}
  ${item.sentence}
  ${part.words.task}: ${item.task}
</#list>
<#if lost??>

${part.words.lost}: ${lost.recipient}, ${lost.channel}, ${lost.address} (${lost.delivery})
${part.words.reason}: ${lost.reason}
</#if>
<#if answerBy??>

${part.words.answer}: ${answerBy}
</#if>
<#if acknowledge??>
${part.words.acknowledge}: ${acknowledge}
</#if>
<#if dashboard??>
${part.words.dashboard}: ${dashboard}
</#if>

${part.words.footer}
<#sep>

----------------------------------------

</#sep>
</#list>
