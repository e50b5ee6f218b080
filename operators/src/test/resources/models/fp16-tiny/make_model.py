# A cross-encoder of one embedding and a mean, in half precision: logits float16 [rows, 1].
import numpy as np, onnx
from onnx import helper as h, TensorProto as T, numpy_helper as n
rng=np.random.default_rng(7)
emb=rng.normal(size=(256,8)).astype(np.float16)
g=h.make_graph([
 h.make_node("Mod",["input_ids","vocab"],["id"]),
 h.make_node("Gather",["emb","id"],["x"]),
 h.make_node("Cast",["attention_mask"],["m"],to=T.FLOAT16),
 h.make_node("Unsqueeze",["m","two"],["m3"]),
 h.make_node("Mul",["x","m3"],["xm"]),
 h.make_node("ReduceSum",["xm","one"],["s"],keepdims=0),
 h.make_node("MatMul",["s","w"],["logits"]),
],"fp16",[h.make_tensor_value_info(i,T.INT64,["rows","length"]) for i in ("input_ids","attention_mask")],
 [h.make_tensor_value_info("logits",T.FLOAT16,["rows",1])],
 [n.from_array(np.array(256,np.int64),"vocab"),n.from_array(emb,"emb"),n.from_array(np.array([2],np.int64),"two"),n.from_array(np.array([1],np.int64),"one"),n.from_array(rng.normal(size=(8,1)).astype(np.float16)*np.float16(.1),"w")])
m=h.make_model(g,opset_imports=[h.make_opsetid("",17)],ir_version=8)
onnx.checker.check_model(m); onnx.save(m,"model_fp16.onnx")
import onnxruntime as o
s=o.InferenceSession("model_fp16.onnx")
print(s.run(None,{"input_ids":np.array([[0, 2, 2, 2]]),"attention_mask":np.ones((1,4),np.int64)}))
